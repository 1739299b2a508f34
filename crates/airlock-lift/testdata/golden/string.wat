;;; Emitted Wasm of the rows in `sem/string.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; f3 a4  rep movsb [rdi], [rsi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rsi
local.get $rcx
local.get $df
call $rep_movs_8
drop
drop
drop
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
i64.const 0
local.get $rsp
i64.const 8
i64.add
local.get $rsi
i64.const 0
local.get $rcx
i64.sub
local.get $rcx
local.get $df
select
local.tee 11
i64.add
local.get $rdi
local.get 11
i64.add
local.set $rdi
local.set $rsi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 66 a5  movsw [rdi], [rsi]
(local i64 i32 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
global.get $df
local.set $df
local.get $rsi
i32.wrap_i64
i32.load16_u align=1
local.set 8
local.get $rdi
i32.wrap_i64
local.get 8
i32.store16 align=1
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
local.get $rsi
i64.const -2
i64.const 2
local.get $df
select
local.tee 10
i64.add
local.get $rdi
local.get 10
i64.add
local.set $rdi
local.set $rsi
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f3 a5  rep movsd [rdi], [rsi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rsi
local.get $rcx
local.get $df
call $rep_movs_32
drop
drop
drop
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
i64.const 0
local.get $rsp
i64.const 8
i64.add
local.get $rsi
i64.const 0
local.get $rcx
i64.const 2
i64.shl
local.tee 11
i64.sub
local.get 11
local.get $df
select
local.tee 12
i64.add
local.get $rdi
local.get 12
i64.add
local.set $rdi
local.set $rsi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 48 a5  movsq [rdi], [rsi]
(local i64 i32 i64 i32 i64 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
global.get $df
local.set $df
local.get $rsi
i32.wrap_i64
i64.load align=1
local.set 8
local.get $rdi
i32.wrap_i64
local.get 8
i64.store align=1
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
local.get $rsi
i64.const -8
i64.const 8
local.get $df
select
local.tee 10
i64.add
local.get $rdi
local.get 10
i64.add
local.set $rdi
local.set $rsi
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f3 aa  rep stosb [rdi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rax
local.get $rcx
local.get $df
call $rep_stos_8
drop
drop
drop
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
i64.const 0
local.get $rsp
i64.const 8
i64.add
local.get $rdi
i64.const 0
local.get $rcx
i64.sub
local.get $rcx
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 66 ab  stosw [rdi]
(local i64 i32 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $df
local.set $df
local.get $rdi
i32.wrap_i64
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.store16 align=1
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
local.get $rdi
i64.const -2
i64.const 2
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f3 ab  rep stosd [rdi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rax
local.get $rcx
local.get $df
call $rep_stos_32
drop
drop
drop
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
i64.const 0
local.get $rsp
i64.const 8
i64.add
local.get $rdi
i64.const 0
local.get $rcx
i64.const 2
i64.shl
local.tee 11
i64.sub
local.get 11
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 48 ab  stosq [rdi]
(local i64 i32 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $df
local.set $df
local.get $rdi
i32.wrap_i64
local.get $rax
i64.store align=1
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
local.get $rdi
i64.const -8
i64.const 8
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f3 ac  rep lodsb [rsi]
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

;; 66 ad  lodsw [rsi]
(local i64 i32 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $df
local.set $df
local.get $rsi
i32.wrap_i64
i32.load16_u align=1
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rax
i64.const -65536
i64.and
local.get 8
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.get $rsi
i64.const -2
i64.const 2
local.get $df
select
i64.add
local.set $rsi
local.set $rsp
local.set $rax
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; f3 ad  rep lodsd [rsi]
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

;; 48 ad  lodsq [rsi]
(local i64 i32 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $df
local.set $df
local.get $rsi
i32.wrap_i64
i64.load align=1
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
local.get $rsp
i64.const 8
i64.add
local.get $rsi
i64.const -8
i64.const 8
local.get $df
select
i64.add
local.set $rsi
local.set $rsp
local.set 4
local.get $rsi
global.set $rsi
local.get 4
local.get $rsp
return
unreachable

;; f3 a6  repe cmpsb [rsi], [rdi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rsi
local.get $rcx
local.get $df
call $repe_cmps_8
drop
drop
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get $rcx
local.get 10
i64.sub
local.get $rsp
i64.const 8
i64.add
local.get $rsi
i64.const 0
local.get 10
i64.sub
local.get 10
local.get $df
select
local.tee 12
i64.add
local.get $rdi
local.get 12
i64.add
local.set $rdi
local.set $rsi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 66 a7  cmpsw [rsi], [rdi]
(local i64 i32 i64 i32 i32 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
global.get $df
local.set $df
local.get $rsi
i32.wrap_i64
i32.load16_u align=1
drop
local.get $rdi
i32.wrap_i64
i32.load16_u align=1
drop
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get $rsp
i64.const 8
i64.add
local.get $rsi
i64.const -2
i64.const 2
local.get $df
select
local.tee 12
i64.add
local.get $rdi
local.get 12
i64.add
local.set $rdi
local.set $rsi
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f3 a7  repe cmpsd [rsi], [rdi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rsi
local.get $rcx
local.get $df
call $repe_cmps_32
drop
drop
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get $rcx
local.get 10
i64.sub
local.get $rsp
i64.const 8
i64.add
local.get $rsi
i64.const 0
local.get 10
i64.const 2
i64.shl
local.tee 12
i64.sub
local.get 12
local.get $df
select
local.tee 13
i64.add
local.get $rdi
local.get 13
i64.add
local.set $rdi
local.set $rsi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 48 a7  cmpsq [rsi], [rdi]
(local i64 i32 i64 i32 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
global.get $rax
local.set $rax
global.get $df
local.set $df
local.get $rsi
i32.wrap_i64
i64.load align=1
drop
local.get $rdi
i32.wrap_i64
i64.load align=1
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
local.get $rsi
i64.const -8
i64.const 8
local.get $df
select
local.tee 9
i64.add
local.get $rdi
local.get 9
i64.add
local.set $rdi
local.set $rsi
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f3 ae  repe scasb [rdi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rax
local.get $rcx
local.get $df
call $repe_scas_8
drop
drop
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get $rcx
local.get 10
i64.sub
local.get $rsp
i64.const 8
i64.add
local.get $rdi
i64.const 0
local.get 10
i64.sub
local.get 10
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 66 af  scasw [rdi]
(local i64 i32 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $df
local.set $df
local.get $rdi
i32.wrap_i64
i32.load16_u align=1
drop
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get $rsp
i64.const 8
i64.add
local.get $rdi
i64.const -2
i64.const 2
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f3 af  repe scasd [rdi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rax
local.get $rcx
local.get $df
call $repe_scas_32
drop
drop
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get $rcx
local.get 10
i64.sub
local.get $rsp
i64.const 8
i64.add
local.get $rdi
i64.const 0
local.get 10
i64.const 2
i64.shl
local.tee 12
i64.sub
local.get 12
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 48 af  scasq [rdi]
(local i64 i32 i64 i32 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $df
local.set $df
local.get $rdi
i32.wrap_i64
i64.load align=1
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
local.get $rdi
i64.const -8
i64.const 8
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f3 48 ab  rep stosq [rdi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rax
local.get $rcx
local.get $df
call $rep_stos_64
drop
drop
drop
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
i64.const 0
local.get $rsp
i64.const 8
i64.add
local.get $rdi
i64.const 0
local.get $rcx
i64.const 3
i64.shl
local.tee 11
i64.sub
local.get 11
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; f2 ae  repne scasb [rdi]
(local i64 i64 i32 i64 i32 i32 i64 i64 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $df
local.set $df
local.get $rdi
local.get $rax
local.get $rcx
local.get $df
call $repne_scas_8
drop
drop
local.set 10
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 11
local.get 11
local.get $rcx
local.get 10
i64.sub
local.get $rsp
i64.const 8
i64.add
local.get $rdi
i64.const 0
local.get 10
i64.sub
local.get 10
local.get $df
select
i64.add
local.set $rdi
local.set $rsp
local.set $rcx
local.get $rcx
global.set $rcx
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; ad  lodsd [rsi]
(local i64 i32 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $df
local.set $df
local.get $rsi
i32.wrap_i64
i32.load align=1
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.get $rsi
i64.const -4
i64.const 4
local.get $df
select
i64.add
local.set $rsi
local.set $rsp
local.set 4
local.get $rsi
global.set $rsi
local.get 4
local.get $rsp
return
unreachable
