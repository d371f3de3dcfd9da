"""Runs a program of automate-metashape in a pod of the run: run-step.py PROGRAM ARGUMENT...

Its output goes on line by line. Besides, it tells Argo how far the work is, in the file that ARGO_PROGRESS_FILE names;
hands on the signal by which a pod is stopped; and ends with a code by which the template tells what may be tried again:

  0         it ended well
  75        Metashape had no licence
  128 + n   it was ended by signal n: 143 when the pod was stopped
  247       it was killed although the pod lived on, which is what happens when memory runs out
  others    as they are; Metashape's own errors are 1

Nothing of a project is ever part of this text: the run's parameters are its arguments, which no shell reads.
"""

import os
import re
import signal
import subprocess
import sys
import threading

NO_LICENCE = 75
KILLED = 247

# Beyond this a line is passed on in pieces, so that output without an end of line takes no memory.
LONGEST_LINE = 65536

# The program waits for licences in sleeps that a signal does not end. It is killed before the kubelet, which gives a
# pod 30 seconds, kills all, so that the code still says what happened.
SECONDS_TO_STOP = 20

START = re.compile(rb"^\[automate-metashape-license-wrapper\] Starting ")
LICENCE = re.compile(rb"licen[sc]e not found|no licen[sc]e (?:found|available)", re.IGNORECASE)

# Either Metashape's own line, or the wrapper's one a minute, in which the last of those lines is told.
PROGRESS = re.compile(rb"^\[(?:automate-metashape-)?progress\] ([^:|]{1,80}): (\d{1,3})(?:\.\d+)?%")
HEARTBEAT = re.compile(rb"^\[automate-metashape-heartbeat\] [^|]*\| output lines: [^|]*\| elapsed: [^|]*"
                       rb"\| ([^:|]{1,80}): (\d{1,3})(?:\.\d+)?%")


class Progress:
    """How far a step is, in hundredths, which never fall.

    A step is one operation of Metashape after another, and how many there will be is told nowhere. So each fills a
    share of what is left, OPERATION_SHARE, and only the end of the program fills all.
    """

    def __init__(self, file, share):
        self.file = file
        self.share = share
        self.left = 1.0
        self.operation = None
        self.percent = 0
        self.written = None

    def see(self, line):
        match = PROGRESS.match(line) or HEARTBEAT.match(line)
        if not match:
            return
        operation, percent = match.group(1), min(int(match.group(2)), 100)
        if self.operation is not None and (operation != self.operation or percent < self.percent):
            self.left *= 1 - self.share
        self.operation, self.percent = operation, percent
        done = 1 - self.left * (1 - self.share * percent / 100)
        # Rounded first: a fifth of 1.0 is a little less than 0.2.
        self.write(min(99, int(round(100 * done, 6))))

    def restart(self):
        """The program begins again after it had no licence."""
        self.operation, self.percent = None, 0

    def write(self, hundredths):
        if not self.file or self.written is not None and hundredths <= self.written:
            return
        self.written = hundredths
        try:
            with open(self.file + ".new", "w") as new:
                new.write("%d/100\n" % hundredths)
            os.replace(self.file + ".new", self.file)
        except OSError as error:
            # A run of ten hours does not fail for want of a number.
            print("run-step: no progress is told: %s" % error, flush=True)
            self.file = None


def share_of_operation():
    try:
        return min(max(float(os.environ.get("OPERATION_SHARE", "0.8")), 0.01), 0.99)
    except ValueError:
        return 0.8


def ended_with(code, licence_missing, stopped):
    """The code to end with, from the program's own, which Python tells as -n when signal n ended it.

    The licence wrapper hands that on as its own code, of which 256 - n is left.
    """
    if code == 0:
        return 0
    if stopped:
        return 128 + signal.SIGTERM
    killer = -code if code < 0 else 256 - code if 192 <= code < 256 else 0
    if killer == signal.SIGKILL:
        return KILLED
    if killer:
        return 128 + killer
    return NO_LICENCE if licence_missing else code


def main(arguments):
    if not arguments:
        print("run-step: which program?", file=sys.stderr)
        return 2

    # A session of its own: whoever signals this process and all around it would else reach the program twice.
    program = subprocess.Popen(
        [sys.executable] + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    stopped = threading.Event()

    def kill():
        try:
            os.killpg(program.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def stop(number, frame):
        if not stopped.is_set():
            stopped.set()
            timer = threading.Timer(SECONDS_TO_STOP, kill)
            timer.daemon = True
            timer.start()
        if program.poll() is None:
            program.send_signal(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

    progress = Progress(os.environ.get("ARGO_PROGRESS_FILE"), share_of_operation())
    progress.write(0)
    licence_missing = False
    for line in iter(lambda: program.stdout.readline(LONGEST_LINE), b""):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        if START.match(line):
            licence_missing = False
            progress.restart()
        elif LICENCE.search(line):
            licence_missing = True
        else:
            progress.see(line)

    code = ended_with(program.wait(), licence_missing, stopped.is_set())
    if code == 0:
        progress.write(100)
    elif code == NO_LICENCE:
        print("run-step: Metashape had no licence", flush=True)
    elif code == KILLED:
        print("run-step: Metashape was killed, most likely because memory ran out", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
