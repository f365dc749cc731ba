"""Run a command; print its CPU-seconds and its peak memory in MB.

Linux counts the peak of a process from that of the process that starts it, so this one is small.
"""

import os
import subprocess
import sys

with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL) as child:
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
sys.exit(child.returncode != 0)
