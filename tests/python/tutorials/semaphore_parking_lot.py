import threading
import time

spots = threading.BoundedSemaphore(2)
parked, most, guard = 0, 0, threading.Lock()


def park(car):
    global parked, most
    if not spots.acquire(timeout=1):
        print(car, "gave up")
        return
    with guard:
        parked += 1
        most = max(most, parked)
    time.sleep(0.01)
    with guard:
        parked -= 1
    spots.release()


cars = [threading.Thread(target=park, args=(f"car-{n}",)) for n in range(6)]
for car in cars:
    car.start()
for car in cars:
    car.join()
print("most at a time:", most)
try:
    spots.release()
except ValueError as error:
    print(error)
