;;; Emitted Wasm of the rows in `sem/bits.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 66 0f a3 c8  bt ax, cx
(local i64 i64 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 0f a3 4d 10  bt [rbp+0x10], ecx
(local i64 i64 i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
i32.const 16
i32.add
local.get $rcx
i32.wrap_i64
i32.const 5
i32.shr_s
i32.const 2
i32.shl
i32.add
i32.load align=1
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f a3 c8  bt rax, rcx
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
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

;; 66 0f ba 65 10 05  bt word ptr [rbp+0x10], 5
(local i64 i64 i64 i32 i32 i64)
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
local.get $rbp
i32.wrap_i64
i32.load16_u offset=16 align=1
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

;; 0f ba e0 05  bt eax, 5
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

;; 66 0f ab 4d 10  bts [rbp+0x10], cx
(local i64 i64 i64 i64 i32 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
global.get $rbp
local.set $rbp
local.get $rbp
i32.wrap_i64
i32.const 16
i32.add
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
local.tee 9
i32.extend16_s
i32.const 4
i32.shr_s
i32.const 1
i32.shl
i32.add
local.tee 10
i32.load16_u align=1
local.set 11
local.get 10
local.get 11
i32.const 1
local.get 9
i32.const 15
i32.and
i32.shl
i32.or
i32.store16 align=1
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

;; 66 0f b3 c8  btr ax, cx
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
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
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.const 1
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
i32.const 15
i32.and
i32.shl
i32.const 65535
i32.xor
i32.and
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

;; 66 0f ba 6d 10 05  bts word ptr [rbp+0x10], 5
(local i64 i64 i64 i32 i32 i32 i64)
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
local.get $rbp
i32.wrap_i64
local.tee 8
i32.load16_u offset=16 align=1
local.set 9
local.get 8
local.get 9
i32.const 32
i32.or
i32.store16 offset=16 align=1
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
local.set $rsp
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f ba f0 05  btr ax, 5
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
local.get $rax
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.const 65503
i32.and
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

;; 66 0f ba 7c ce 10 05  btc word ptr [rsi+rcx*8+0x10], 5
(local i64 i64 i64 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
local.tee 8
i32.load16_u offset=16 align=1
local.set 9
local.get 8
local.get 9
i32.const 32
i32.xor
i32.store16 offset=16 align=1
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
local.set $rsp
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f bc c1  bsf ax, cx
(local i64 i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
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
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
local.tee 8
i32.ctz
i64.extend_i32_u
i64.or
local.get $rax
local.get 8
i32.const 0
i32.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 0f bc 45 10  bsf eax, [rbp+0x10]
(local i64 i64 i64 i32 i32 i64)
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
local.get $rbp
i32.wrap_i64
i32.load offset=16 align=1
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
i32.ctz
i64.extend_i32_u
local.get $rax
local.get 8
i32.const 0
i32.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f bc c1  bsf rax, rcx
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rcx
i64.ctz
local.get $rax
local.get $rcx
i64.const 0
i64.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 66 f3 0f bc 44 ce 10  tzcnt ax, [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
i32.load16_u offset=16 align=1
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
i32.ctz
i64.extend_i32_u
i64.or
local.get $rax
local.get 8
i32.const 0
i32.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f bc c1  tzcnt eax, ecx
(local i64 i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rcx
i32.wrap_i64
local.tee 8
i32.ctz
i64.extend_i32_u
local.get $rax
local.get 8
i32.const 0
i32.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f bd 45 10  bsr ax, [rbp+0x10]
(local i64 i64 i64 i32 i32 i64)
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
local.get $rbp
i32.wrap_i64
i32.load16_u offset=16 align=1
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
i32.clz
i32.const 31
i32.xor
i64.extend_i32_u
i64.or
local.get $rax
local.get 8
i32.const 0
i32.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 0f bd c1  bsr eax, ecx
(local i64 i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get $rcx
i32.wrap_i64
local.tee 8
i32.clz
i32.const 31
i32.xor
i64.extend_i32_u
local.get $rax
local.get 8
i32.const 0
i32.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f bd 44 ce 10  bsr rax, [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
i64.load offset=16 align=1
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
i64.clz
i64.const 63
i64.xor
local.get $rax
local.get 8
i64.const 0
i64.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rsi
global.set $rsi
local.get $rax
local.get $rsp
return
unreachable

;; 66 f3 0f bd c1  lzcnt ax, cx
(local i64 i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
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
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
local.tee 8
i32.clz
i32.const 31
i32.xor
i64.extend_i32_u
i64.or
local.get $rax
local.get 8
i32.const 0
i32.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; f3 0f bd 45 10  lzcnt eax, [rbp+0x10]
(local i64 i64 i64 i32 i32 i64)
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
local.get $rbp
i32.wrap_i64
i32.load offset=16 align=1
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
i32.clz
i32.const 31
i32.xor
i64.extend_i32_u
local.get $rax
local.get 8
i32.const 0
i32.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 66 f3 0f b8 c1  popcnt ax, cx
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
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
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
i32.popcnt
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

;; f3 0f b8 44 ce 10  popcnt eax, [rsi+rcx*8+0x10]
(local i64 i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
global.get $rcx
local.set $rcx
local.get $rsi
i32.wrap_i64
local.get $rcx
i32.wrap_i64
i32.const 3
i32.shl
i32.add
i32.load offset=16 align=1
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
i32.popcnt
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get $rsi
global.set $rsi
local.get 4
local.get $rsp
return
unreachable

;; f3 48 0f b8 c1  popcnt rax, rcx
(local i64 i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rcx
local.set $rcx
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get $rcx
i64.popcnt
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 0f a3 07  bt [rdi], eax
(local i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.get $rax
i32.wrap_i64
i32.const 5
i32.shr_s
i32.const 2
i32.shl
i32.add
i32.load align=1
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
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f ab 07  bts [rdi], rax
(local i64 i64 i32 i32 i64 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
local.get $rax
i64.const 6
i64.shr_s
i32.wrap_i64
i32.const 3
i32.shl
i32.add
local.tee 7
i64.load align=1
local.set 8
local.get 7
local.get 8
i64.const 1
local.get $rax
i64.shl
i64.or
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
local.set $rsp
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f ba f0 03  btr rax, 3
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
local.get $rax
i64.const -9
i64.and
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f bd c7  bsr rax, rdi
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rdi
i64.clz
i64.const 63
i64.xor
local.get $rax
local.get $rdi
i64.const 0
i64.ne
select
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 66 f3 0f b8 07  popcnt ax, [rdi]
(local i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
i32.load16_u align=1
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
i32.popcnt
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable

;; 48 0f c8  bswap rax
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
local.get $rax
i64.const 56
i64.shl
local.get $rax
i64.const 65280
i64.and
i64.const 40
i64.shl
i64.or
local.get $rax
i64.const 16711680
i64.and
i64.const 24
i64.shl
local.get $rax
i64.const 4278190080
i64.and
i64.const 8
i64.shl
i64.or
i64.or
local.get $rax
i64.const 8
i64.shr_u
i64.const 4278190080
i64.and
local.get $rax
i64.const 24
i64.shr_u
i64.const 16711680
i64.and
i64.or
local.get $rax
i64.const 40
i64.shr_u
i64.const 65280
i64.and
local.get $rax
i64.const 56
i64.shr_u
i64.or
i64.or
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
