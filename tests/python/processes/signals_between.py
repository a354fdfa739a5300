# Signals from one process to another, and to itself: handlers, defaults, interrupted waits.
import multiprocessing as mp, os, signal, time, sys, threading
def handler(n, f):
    print('got', signal.Signals(n).name, flush=True)
    sys.exit(7)
def sleeper():
    signal.signal(signal.SIGTERM, handler)
    print('ready', flush=True)
    time.sleep(10)
def reader(c):
    signal.signal(signal.SIGUSR1, lambda n, f: print('usr1', flush=True))
    print('ready', flush=True)
    print(c.recv(), flush=True)
def busy():
    signal.signal(signal.SIGTERM, handler)
    print('ready', flush=True)
    while True: pass
def plain():
    print('ready', flush=True)
    time.sleep(10)
def ignores():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(0.5)
if __name__ == '__main__':
    for f in sleeper, busy, plain:
        p = mp.Process(target=f); p.start(); time.sleep(.2); p.terminate(); p.join(); print(f.__name__, p.exitcode, flush=True)
    a, b = mp.Pipe()
    p = mp.Process(target=reader, args=(b,)); p.start(); time.sleep(.2); os.kill(p.pid, signal.SIGUSR1); time.sleep(.1); a.send('msg'); p.join(); print(p.exitcode, flush=True)
    p = mp.Process(target=ignores); p.start(); time.sleep(.2); p.terminate(); p.join(); print(p.exitcode, flush=True)
    signal.signal(signal.SIGUSR1, lambda n, f: print('own', n, flush=True))
    os.kill(os.getpid(), signal.SIGUSR1)
    print('after', flush=True)
    t = threading.Thread(target=lambda: (time.sleep(.1), os.kill(os.getpid(), signal.SIGUSR1))); t.start()
    s = time.time(); time.sleep(.5); print(round(time.time() - s, 1)); t.join()
    pid = os.fork()
    if pid == 0:
        os.kill(os.getpid(), signal.SIGTERM)
    print(os.WTERMSIG(os.waitpid(pid, 0)[1]))
