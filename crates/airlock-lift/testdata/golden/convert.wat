;;; Emitted Wasm of the rows in `sem/convert.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; 66 98  cbw
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
i32.const 255
i32.and
i32.extend8_s
i32.const 65535
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

;; 98  cwde
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
i32.wrap_i64
i32.const 65535
i32.and
i32.extend16_s
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 48 98  cdqe
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
i32.wrap_i64
i64.extend_i32_s
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 66 99  cwd
(local i64 i64 i32 i64)
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
local.get $rdx
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.extend16_s
i32.const 31
i32.shr_s
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; 99  cdq
(local i64 i64 i32 i64)
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
i32.wrap_i64
i32.const 31
i32.shr_s
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; 48 99  cqo
(local i64 i64 i32 i64)
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
i64.const 63
i64.shr_s
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; 66 0f c8  bswap ax
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
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
local.get $rax
local.get $rsp
return
unreachable

;; 0f c8  bswap eax
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
local.get $rax
i32.wrap_i64
local.tee 7
i32.const 24
i32.shl
local.get 7
i32.const 65280
i32.and
i32.const 8
i32.shl
i32.or
local.get 7
i32.const 8
i32.shr_u
i32.const 65280
i32.and
local.get 7
i32.const 24
i32.shr_u
i32.or
i32.or
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rax
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
