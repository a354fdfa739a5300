class A:
    def f(self):
        super().f()


super
