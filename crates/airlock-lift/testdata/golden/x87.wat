;;; Emitted Wasm of the rows in `sem/x87.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 9b  fwait
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 314
i64.const 0
call $x87
drop
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

;; da 45 10  fiadd st, dword ptr [rbp+0x10]
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
i64.const 553
local.get $rbp
i32.wrap_i64
i32.const 16
i32.add
i64.extend_i32_u
call $x87
drop
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

;; d8 64 ce 10  fsub st, dword ptr [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
i64.const 498
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
i32.const 16
i32.add
i64.extend_i32_u
call $x87
drop
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
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; dc 6d 10  fsubr st, qword ptr [rbp+0x10]
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
i64.const 594
local.get $rbp
i32.wrap_i64
i32.const 16
i32.add
i64.extend_i32_u
call $x87
drop
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

;; d8 f2  fdiv st, st(2)
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131580
i64.const 0
call $x87
drop
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

;; d8 55 10  fcom st, dword ptr [rbp+0x10]
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
i64.const 496
local.get $rbp
i32.wrap_i64
i32.const 16
i32.add
i64.extend_i32_u
call $x87
drop
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

;; dc d2  fcom st, st(2)
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131671
i64.const 0
call $x87
drop
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

;; d8 da  fcomp st, st(2)
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131577
i64.const 0
call $x87
drop
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

;; de d9  fcompp
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 634
i64.const 0
call $x87
drop
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

;; da e9  fucompp
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 565
i64.const 0
call $x87
drop
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

;; d9 44 ce 10  fld st, dword ptr [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
i64.const 510
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
i32.const 16
i32.add
i64.extend_i32_u
call $x87
drop
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
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; df 65 10  fbld st, tbyte ptr [rbp+0x10]
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
i64.const 643
local.get $rbp
i32.wrap_i64
i32.const 16
i32.add
i64.extend_i32_u
call $x87
drop
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

;; dd da  fstp st(2), st
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131692
i64.const 0
call $x87
drop
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

;; db 5c ce 10  fistp dword ptr [rsi+rcx*8+0x10], st
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
i64.const 569
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
i32.const 16
i32.add
i64.extend_i32_u
call $x87
drop
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
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; dd ca  fxch st, st(2)
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131690
i64.const 0
call $x87
drop
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

;; d9 e0  fchs
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 526
i64.const 0
call $x87
drop
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

;; d9 f8  fprem
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 545
i64.const 0
call $x87
drop
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

;; d9 f2  fptan
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 539
i64.const 0
call $x87
drop
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

;; dd c2  ffree st(2)
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131689
i64.const 0
call $x87
drop
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

;; dd 7d 10  fnstsw [rbp+0x10]
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rbp
local.set $rbp
i64.const 615
local.get $rbp
i32.wrap_i64
i32.const 16
i32.add
i64.extend_i32_u
call $x87
drop
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

;; df e0  fnstsw ax
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 651
i64.const 0
call $x87
local.set 7
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rax
i64.const -65536
i64.and
local.get 7
i32.wrap_i64
i64.extend_i32_u
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

;; db f2  fcomi st, st(2)
(local i64 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131660
i64.const 0
call $x87
drop
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

;; df f2  fcomip st, st(2)
(local i64 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131728
i64.const 0
call $x87
drop
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

;; db ea  fucomi st, st(2)
(local i64 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131659
i64.const 0
call $x87
drop
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

;; df ea  fucomip st, st(2)
(local i64 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 131727
i64.const 0
call $x87
drop
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

;; da c2  fcmovb st, st(2)
(local i64 i32 i64 i32 i64 i64)
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
i64.const 8520241
i64.const 131633
local.get $cf
select
i64.const 0
call $x87
drop
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

;; da ca  fcmove st, st(2)
(local i64 i32 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $zf
local.set $zf
i64.const 8520242
i64.const 131634
local.get $zf
select
i64.const 0
call $x87
drop
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

;; da d2  fcmovbe st, st(2)
(local i64 i32 i32 i64 i32 i64 i64)
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
global.get $zf
local.set $zf
i64.const 8520243
i64.const 131635
local.get $cf
local.get $zf
i32.or
select
i64.const 0
call $x87
drop
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

;; da da  fcmovu st, st(2)
(local i64 i32 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $pf
local.set $pf
i64.const 8520244
i64.const 131636
local.get $pf
select
i64.const 0
call $x87
drop
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

;; db c2  fcmovnb st, st(2)
(local i64 i32 i64 i32 i64 i64)
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
i64.const 8520252
i64.const 131644
local.get $cf
i32.eqz
select
i64.const 0
call $x87
drop
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

;; db 2f  fld st, tbyte ptr [rdi]
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
i64.const 570
local.get $rdi
i32.wrap_i64
i64.extend_i32_u
call $x87
drop
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; db 3f  fstp tbyte ptr [rdi], st
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
i64.const 571
local.get $rdi
i32.wrap_i64
i64.extend_i32_u
call $x87
drop
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; db 07  fild st, dword ptr [rdi]
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
i64.const 566
local.get $rdi
i32.wrap_i64
i64.extend_i32_u
call $x87
drop
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; de c1  faddp
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 66167
i64.const 0
call $x87
drop
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

;; d9 c9  fxch
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 66059
i64.const 0
call $x87
drop
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

;; df e9  fucomip st, st(1)
(local i64 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
i64.const 66191
i64.const 0
call $x87
drop
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

;; d9 2f  fldcw [rdi]
(local i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
i64.const 515
local.get $rdi
i32.wrap_i64
i64.extend_i32_u
call $x87
drop
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 0f ae 07  fxsave [rdi]
(local i64 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 i32 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $xmm0
local.set $xmm0
global.get $xmm1
local.set $xmm1
global.get $xmm2
local.set $xmm2
global.get $xmm3
local.set $xmm3
global.get $xmm4
local.set $xmm4
global.get $xmm5
local.set $xmm5
global.get $xmm6
local.set $xmm6
global.get $xmm7
local.set $xmm7
global.get $xmm8
local.set $xmm8
global.get $xmm9
local.set $xmm9
global.get $xmm10
local.set $xmm10
global.get $xmm11
local.set $xmm11
global.get $xmm12
local.set $xmm12
global.get $xmm13
local.set $xmm13
global.get $xmm14
local.set $xmm14
global.get $xmm15
local.set $xmm15
global.get $mxcsr
local.set $mxcsr
local.get $rdi
i32.wrap_i64
local.tee 24
i64.extend_i32_u
i64.const 0
call $fxsave
drop
local.get 24
local.get $mxcsr
i32.store offset=24 align=1
local.get 24
i32.const 65535
i32.store offset=28 align=1
local.get 24
local.get $xmm0
v128.store offset=160 align=1
local.get 24
local.get $xmm1
v128.store offset=176 align=1
local.get 24
local.get $xmm2
v128.store offset=192 align=1
local.get 24
local.get $xmm3
v128.store offset=208 align=1
local.get 24
local.get $xmm4
v128.store offset=224 align=1
local.get 24
local.get $xmm5
v128.store offset=240 align=1
local.get 24
local.get $xmm6
v128.store offset=256 align=1
local.get 24
local.get $xmm7
v128.store offset=272 align=1
local.get 24
local.get $xmm8
v128.store offset=288 align=1
local.get 24
local.get $xmm9
v128.store offset=304 align=1
local.get 24
local.get $xmm10
v128.store offset=320 align=1
local.get 24
local.get $xmm11
v128.store offset=336 align=1
local.get 24
local.get $xmm12
v128.store offset=352 align=1
local.get 24
local.get $xmm13
v128.store offset=368 align=1
local.get 24
local.get $xmm14
v128.store offset=384 align=1
local.get 24
local.get $xmm15
v128.store offset=400 align=1
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 25
local.get 25
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 0f ae 0f  fxrstor [rdi]
(local i64 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 i32 i64 i32 i32 i32 i64 i64 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.tee 24
i32.load offset=24 align=1
local.set 25
local.get 24
v128.load offset=160 align=1
local.set 28
local.get 24
v128.load offset=176 align=1
local.set 29
local.get 24
v128.load offset=192 align=1
local.set 30
local.get 24
v128.load offset=208 align=1
local.set 31
local.get 24
v128.load offset=224 align=1
local.set 32
local.get 24
v128.load offset=240 align=1
local.set 33
local.get 24
v128.load offset=256 align=1
local.set 34
local.get 24
v128.load offset=272 align=1
local.set 35
local.get 24
v128.load offset=288 align=1
local.set 36
local.get 24
v128.load offset=304 align=1
local.set 37
local.get 24
v128.load offset=320 align=1
local.set 38
local.get 24
v128.load offset=336 align=1
local.set 39
local.get 24
v128.load offset=352 align=1
local.set 40
local.get 24
v128.load offset=368 align=1
local.set 41
local.get 24
v128.load offset=384 align=1
local.set 42
local.get 24
v128.load offset=400 align=1
local.set 43
local.get 24
i64.extend_i32_u
i64.const 1
call $fxsave
drop
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 26
local.get 26
local.get $rsp
i64.const 8
i64.add
local.get 28
local.get 29
local.get 30
local.get 31
local.get 32
local.get 33
local.get 34
local.get 35
local.get 36
local.get 37
local.get 38
local.get 39
local.get 40
local.get 41
local.get 42
local.get 43
local.get 25
local.set $mxcsr
local.set $xmm15
local.set $xmm14
local.set $xmm13
local.set $xmm12
local.set $xmm11
local.set $xmm10
local.set $xmm9
local.set $xmm8
local.set $xmm7
local.set $xmm6
local.set $xmm5
local.set $xmm4
local.set $xmm3
local.set $xmm2
local.set $xmm1
local.set $xmm0
local.set $rsp
local.get $rdi
global.set $rdi
local.get $xmm0
global.set $xmm0
local.get $xmm1
global.set $xmm1
local.get $xmm2
global.set $xmm2
local.get $xmm3
global.set $xmm3
local.get $xmm4
global.set $xmm4
local.get $xmm5
global.set $xmm5
local.get $xmm6
global.set $xmm6
local.get $xmm7
global.set $xmm7
local.get $xmm8
global.set $xmm8
local.get $xmm9
global.set $xmm9
local.get $xmm10
global.set $xmm10
local.get $xmm11
global.set $xmm11
local.get $xmm12
global.set $xmm12
local.get $xmm13
global.set $xmm13
local.get $xmm14
global.set $xmm14
local.get $xmm15
global.set $xmm15
local.get $mxcsr
global.set $mxcsr
local.get $rax
local.get $rsp
return
unreachable
