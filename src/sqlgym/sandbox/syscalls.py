"""The system calls that a process which only answers a query has no use for, as a table.

Numbers are those of the kernel's `arch/x86/entry/syscalls/syscall_64.tbl` and, for aarch64,
`scripts/syscall.tbl`; `-` where an architecture does not have the call.
"""

from functools import cache

DENIED = """
# call               x86_64 aarch64

# The network, and other processes by a socket
socket                  41     198
socketpair              53     199
bind                    49     200
connect                 42     203
listen                  50     201
accept                  43     202
accept4                288     242
sendto                  44     206
recvfrom                45     207
sendmsg                 46     211
recvmsg                 47     212
sendmmsg               307     269
recvmmsg               299     243
setsockopt              54     208

# New programs, new processes, and leaving the group that the parent kills
execve                  59     221
execveat               322     281
fork                    57       -
vfork                   58       -
clone                   56     220
setsid                 112     157
setpgid                109     154
uselib                 134       -

# Looking into other processes or signalling them (kill and tgkill: see the filter)
ptrace                 101     117
process_vm_readv       310     270
process_vm_writev      311     271
process_madvise        440     440
process_mrelease       448     448
kcmp                   312     272
pidfd_open             434     434
pidfd_getfd            438     438
pidfd_send_signal      424     424
rt_sigqueueinfo        129     138
rt_tgsigqueueinfo      297     240
move_pages             279     239
migrate_pages          256     238

# Memory and queues that no limit counts or that outlive the process
memfd_create           319     279
memfd_secret           447     447
shmget                  29     194
shmat                   30     196
shmctl                  31     195
shmdt                   67     197
semget                  64     190
semop                   65     193
semctl                  66     191
semtimedop             220     192
msgget                  68     186
msgsnd                  69     189
msgrcv                  70     188
msgctl                  71     187
mq_open                240     180
mq_unlink              241     181
mq_timedsend           242     182
mq_timedreceive        243     183
mq_notify              244     184
mq_getsetattr          245     185

# Changing a file without opening it, which Landlock does not cover (truncate: not before its ABI 3)
chmod                   90       -
fchmod                  91      52
fchmodat               268      53
fchmodat2              452     452
chown                   92       -
fchown                  93      55
lchown                  94       -
fchownat               260      54
utime                  132       -
utimes                 235       -
futimesat              261       -
utimensat              280      88
setxattr               188       5
lsetxattr              189       6
fsetxattr              190       7
removexattr            197      14
lremovexattr           198      15
fremovexattr           199      16
truncate                76      45
mknod                  133       -
mknodat                259      33

# Ways round a path
name_to_handle_at      303     264
open_by_handle_at      304     265
fanotify_init          300     262
fanotify_mark          301     263
inotify_init           253       -
inotify_init1          294      26
inotify_add_watch      254      27

# Mounts and namespaces
mount                  165      40
umount2                166      39
pivot_root             155      41
chroot                 161      51
unshare                272      97
setns                  308     268
fsopen                 430     430
fsconfig               431     431
fsmount                432     432
fspick                 433     433
open_tree              428     428
move_mount             429     429
mount_setattr          442     442
statmount              457     457
listmount              458     458

# Becoming someone else
setuid                 105     146
setgid                 106     144
setreuid               113     145
setregid               114     143
setresuid              117     147
setresgid              119     149
setfsuid               122     151
setfsgid               123     152
setgroups              116     159
capset                 126      91
personality            135      92

# The kernel's key rings
add_key                248     217
request_key            249     218
keyctl                 250     219

# Corners of the kernel in which holes were found again and again
bpf                    321     280
perf_event_open        298     241
userfaultfd            323     282
io_uring_setup         425     425
io_uring_enter         426     426
io_uring_register      427     427
io_setup               206       0
io_destroy             207       1
io_submit              209       2
io_cancel              210       3
io_getevents           208       4
splice                 275      76
tee                    276      77
vmsplice               278      75
modify_ldt             154       -
remap_file_pages       216     234

# The machine itself
init_module            175     105
finit_module           313     273
delete_module          176     106
create_module          174       -
kexec_load             246     104
kexec_file_load        320     294
reboot                 169     142
swapon                 167     224
swapoff                168     225
acct                   163      89
quotactl               179      60
quotactl_fd            443     443
settimeofday           164     170
clock_settime          227     112
adjtimex               159     171
clock_adjtime          305     266
sethostname            170     161
setdomainname          171     162
iopl                   172       -
ioperm                 173       -
syslog                 103     116
vhangup                153      58
lookup_dcookie         212      18
nfsservctl             180      42
_sysctl                156       -
"""

BY_ARGUMENT = """
# Allowed for some of their arguments only: the filter says which
kill                    62     129
tkill                  200     130
tgkill                 234     131
prctl                  157     167
prlimit64              302     261
ioctl                   16      29
"""

WITH_FALLBACK = """
# The C library must believe that it is missing, and takes clone instead
clone3                 435     435
"""

NEWEST = 462
"""The last call that was looked at for this table (mseal, Linux 6.10); later ones are refused as missing."""


@cache
def numbers(table: str, machine: str) -> dict[str, int]:
    """The calls of a table and their numbers on this machine, without those that it does not have."""
    column = ("x86_64", "aarch64").index(machine) + 1
    rows = [line.split() for line in table.splitlines() if line and not line.startswith("#")]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}
