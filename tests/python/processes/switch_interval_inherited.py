# What a child inherits of the interpreter's settings depends on how it is started.
import multiprocessing as mp, sys
def show(tag):
    print(tag, sys.getswitchinterval(), sys.getrecursionlimit(), flush=True)
if __name__ == '__main__':
    sys.setswitchinterval(0.02); sys.setrecursionlimit(2222)
    for m in ('fork','spawn','forkserver'):
        p = mp.get_context(m).Process(target=show, args=(m,)); p.start(); p.join()
