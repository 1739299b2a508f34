;;; Emitted Wasm of the rows in `sem/system.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 66 9c  pushf
(local i64 i32 i32 i32 i32 i32 i32 i32 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $cf
local.set $cf
global.get $pf
local.set $pf
global.get $af
local.set $af
global.get $zf
local.set $zf
global.get $sf
local.set $sf
global.get $of
local.set $of
global.get $df
local.set $df
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 14
local.get $df
i32.const 10
i32.shl
local.get $of
i32.const 11
i32.shl
local.get $sf
i32.const 7
i32.shl
local.get $zf
i32.const 6
i32.shl
local.get $af
i32.const 4
i32.shl
local.get $pf
i32.const 2
i32.shl
local.get $cf
i32.const 514
i32.or
i32.or
i32.or
i32.or
i32.or
i32.or
i32.or
i32.const 65535
i32.and
i32.store16 offset=32766 align=1
local.get 14
i64.load offset=32766 align=1
local.set 15
local.get 15
local.get $rsp
i64.const 6
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 9c  pushfq
(local i64 i32 i32 i32 i32 i32 i32 i32 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $cf
local.set $cf
global.get $pf
local.set $pf
global.get $af
local.set $af
global.get $zf
local.set $zf
global.get $sf
local.set $sf
global.get $of
local.set $of
global.get $df
local.set $df
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 14
local.get $df
i32.const 10
i32.shl
local.get $of
i32.const 11
i32.shl
local.get $sf
i32.const 7
i32.shl
local.get $zf
i32.const 6
i32.shl
local.get $af
i32.const 4
i32.shl
local.get $pf
i32.const 2
i32.shl
local.get $cf
i32.const 514
i32.or
i32.or
i32.or
i32.or
i32.or
i32.or
i32.or
i64.extend_i32_u
i64.store offset=32760 align=1
local.get 14
i64.load offset=32760 align=1
local.set 15
local.get 15
local.get $rax
local.get $rsp
return
unreachable

;; 66 9d  popf
(local i64 i32 i64 i32 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 8
i32.load16_u offset=32768 align=1
local.set 9
local.get 8
i64.load offset=32770 align=1
local.set 10
local.get 10
local.get $rsp
i64.const 10
i64.add
local.get 9
i32.const 10
i32.shr_u
i32.const 1
i32.and
local.set $df
local.set $rsp
local.get $df
global.set $df
local.get $rax
local.get $rsp
return
unreachable

;; 9d  popfq
(local i64 i32 i64 i32 i32 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
local.tee 8
i64.load offset=32768 align=1
local.set 9
local.get 8
i64.load offset=32776 align=1
local.set 10
local.get 10
local.get $rsp
i64.const 16
i64.add
local.get 9
i32.wrap_i64
i32.const 10
i32.shr_u
i32.const 1
i32.and
local.set $df
local.set $rsp
local.get $df
global.set $df
local.get $rax
local.get $rsp
return
unreachable

;; 9f  lahf
(local i64 i32 i32 i32 i32 i32 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $cf
local.set $cf
global.get $pf
local.set $pf
global.get $af
local.set $af
global.get $zf
local.set $zf
global.get $sf
local.set $sf
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 12
local.get 12
local.get $rax
i64.const -65281
i64.and
local.get $sf
i32.const 7
i32.shl
local.get $zf
i32.const 6
i32.shl
local.get $af
i32.const 4
i32.shl
local.get $pf
i32.const 2
i32.shl
local.get $cf
i32.const 2
i32.or
i32.or
i32.or
i32.or
i32.or
i64.extend_i32_u
i64.const 8
i64.shl
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 9e  sahf
(local i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; f5  cmc
(local i64 i32 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $cf
local.set $cf
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; f8  clc
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; f9  stc
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; fc  cld
(local i64 i32 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
i32.const 0
local.set $df
local.set $rsp
local.get $df
global.set $df
local.get $rax
local.get $rsp
return
unreachable

;; fd  std
(local i64 i32 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rsp
i64.const 8
i64.add
i32.const 1
local.set $df
local.set $rsp
local.get $df
global.set $df
local.get $rax
local.get $rsp
return
unreachable

;; 66 90  xchg ax, ax
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f 1a c8  nop eax, ecx
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f 18 45 10  prefetchnta [rbp+0x10]
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f 1e c8  rdsspd eax
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; f3 48 0f 1e c8  rdsspq rax
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f ae f0  mfence
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
atomic.fence
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f ae f2  mfence
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
atomic.fence
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f ae f4  mfence
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
atomic.fence
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f ae e8  lfence
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f ae ed  lfence
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f ae fa  sfence
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f a2  cpuid
(local i64 i64 i64 i64 i32 i64 i64 i64)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rax
local.get $rcx
call $cpuid
local.set 9
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get 10
i64.const 4294967295
i64.and
local.get 9
i64.const 4294967295
i64.and
local.get 9
i64.const 32
i64.shr_u
local.get 10
i64.const 32
i64.shr_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rbx
local.set $rdx
local.set $rcx
local.set $rax
local.get $rcx
global.set $rcx
local.get $rdx
global.set $rdx
local.get $rbx
global.set $rbx
local.get $rax
local.get $rsp
return
unreachable

;; 0f 01 f9  rdtscp
(local i64 i64 i64 i32 i64 i64)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
call $rdtsc
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
i64.const 4294967295
i64.and
i64.const 0
local.get 8
i64.const 32
i64.shr_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rcx
local.set 4
local.get $rcx
global.set $rcx
local.get $rdx
global.set $rdx
local.get 4
local.get $rsp
return
unreachable

;; 0f 31  rdtsc
(local i64 i64 i32 i64 i64)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
call $rdtsc
local.set 7
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get 7
i64.const 4294967295
i64.and
local.get 7
i64.const 32
i64.shr_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set 4
local.get $rdx
global.set $rdx
local.get 4
local.get $rsp
return
unreachable

;; 0f 05  syscall
(local i64 i64 i64 i64 i64 i64 i64 i32 i64)
global.get $rax
local.set $rax
global.get $r8
local.set $r8
global.get $r9
local.set $r9
global.get $r10
local.set $r10
i64.const 4194306
i64.const 582
local.set $r11
local.set $rcx
local.get $rcx
global.set $rcx
local.get $r11
global.set $r11
local.get $rax
local.get $rdi
local.get $rsi
local.get $rdx
local.get $r10
local.get $r8
local.get $r9
call $syscall
local.set 11
local.set $rax
local.get 11
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rsi
  global.set $rsi
  local.get $rdi
  global.set $rdi
  i64.const 4194306
  global.set $pc
  i64.const 1
  local.get $rax
  local.get $rsp
  return
end
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 12
local.get 12
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; f4  hlt
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 0f 01 f8  swapgs
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 0f 08  invd
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 6c  insb [rdi], dx
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; e4 05  in al, 5
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; ec  in al, dx
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 66 0f 00 d0  lldt ax
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 48 0f 00 5c ce 10  ltr [rsi+rcx*8+0x10]
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 48 0f 01 f0  lmsw ax
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 66 0f 00 44 ce 10  sldt [rsi+rcx*8+0x10]
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 66 0f 00 c8  str ax
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 0f 01 45 10  sgdt [rbp+0x10]
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 3
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; 0f 0b  ud2
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 1
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable

;; cc  int3
(local i64 i64 i32)
local.get $rdx
global.set $rdx
local.get $rsp
global.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
i32.const 2
i64.const 4194304
call $trap
i64.const 1
global.get $rax
global.get $rsp
return
unreachable
