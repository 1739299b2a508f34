# unittest and doctest, run in the program itself.
import unittest, doctest, io, unittest.mock as mock, re
class T(unittest.TestCase):
    @classmethod
    def setUpClass(c): c.log = []
    def setUp(s): s.log.append("setup")
    def tearDown(s): s.log.append("teardown")
    def test_ok(s): s.assertEqual(1 + 1, 2); s.assertIn(1, [1]); s.assertRaises(ValueError, int, "x"); s.assertAlmostEqual(0.1 + 0.2, 0.3); s.assertRegex("abc", "b"); s.assertIsNone(None)
    def test_fail(s): s.assertEqual({"a": [1, 2]}, {"a": [1, 3]})
    def test_error(s): raise KeyError("k")
    @unittest.skip("not now")
    def test_skip(s): pass
    @unittest.expectedFailure
    def test_xfail(s): s.fail("as expected")
    def test_sub(s):
        for i in range(3):
            with s.subTest(i=i): s.assertNotEqual(i, 1)
    def test_mock(s):
        m = mock.Mock(return_value=5); m.a.b.return_value = 7; s.assertEqual((m(1, k=2), m.a.b()), (5, 7)); m.assert_called_once_with(1, k=2)
        with mock.patch("os.getcwd", side_effect=["/x", OSError("gone")]):
            import os; s.assertEqual(os.getcwd(), "/x"); s.assertRaises(OSError, os.getcwd)
o = io.StringIO(); r = unittest.TextTestRunner(o, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T)); print(r.testsRun, len(r.failures), len(r.errors), len(r.skipped), len(r.expectedFailures), len(T.log)); print(re.sub(r"in [\d.]+s", "in T", re.sub(r'File ".*?", line \d+', "File", o.getvalue())).replace("-" * 70, "--").replace("=" * 70, "=="))
def add(a, b):
    """
    >>> add(1, 2)
    3
    >>> add("a", "b")
    'ab'
    >>> add(1, None)
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'
    """
    return a + b
print(doctest.testmod())
