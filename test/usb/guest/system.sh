# The guest's second program, on the host's files: what the test needs of a system, then the test, then the end.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t tmpfs tmpfs /run
mkdir -p /run/udev /run/home /run/tmp
export HOME=/run/home TMPDIR=/run/tmp
ip link set lo up
/lib/systemd/systemd-udevd --daemon
# The report goes out over the second serial line; the first one has what the kernel and programs say.
stty -F /dev/ttyS1 raw -echo
"$NODE" --test-reporter=tap "$PROGRAM/test.mjs" > /dev/ttyS1
tail -n 40 /run/pcscd.log
sync
echo o > /proc/sysrq-trigger
sleep 10
