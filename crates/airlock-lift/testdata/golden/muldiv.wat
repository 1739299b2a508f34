;;; Emitted Wasm of the rows in `sem/muldiv.rs`, each instruction followed by `ret`.
;;; Written by the test `golden`: AIRLOCK_BLESS=1.

;; f6 e0  mul al
(local i64 i64 i32 i32 i32 i64)
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
local.set 9
local.get 9
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
local.tee 7
i32.const 255
i32.and
local.get 7
i32.const 255
i32.and
i32.mul
local.tee 8
i32.const 255
i32.and
i64.extend_i32_u
i64.or
i64.const -65281
i64.and
local.get 8
i32.const 8
i32.shr_u
i32.const 255
i32.and
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

;; 66 f7 65 10  mul word ptr [rbp+0x10]
(local i64 i64 i64 i32 i32 i32 i64)
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
local.set 10
local.get 10
local.get $rax
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
local.get 8
i32.mul
local.tee 9
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get $rdx
i64.const -65536
i64.and
local.get 9
i32.const 16
i32.shr_u
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; f7 e0  mul eax
(local i64 i64 i32 i32 i64 i64)
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
i64.extend_i32_u
local.get 7
i64.extend_i32_u
i64.mul
local.tee 9
i32.wrap_i64
i64.extend_i32_u
local.get 9
i64.const 32
i64.shr_u
i32.wrap_i64
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; 48 f7 65 10  mul qword ptr [rbp+0x10]
(local i64 i64 i64 i32 i64 i64 i64 i64)
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
i64.load offset=16 align=1
local.set 8
local.get $rax
local.get 8
i64.mul_wide_u
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
local.get 9
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; f6 6d 10  imul byte ptr [rbp+0x10]
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
i32.load8_u offset=16
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 10
local.get 10
local.get $rax
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
i32.extend8_s
local.get 8
i32.extend8_s
i32.mul
local.tee 9
i32.const 255
i32.and
i64.extend_i32_u
i64.or
i64.const -65281
i64.and
local.get 9
i32.const 8
i32.shr_u
i32.const 255
i32.and
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

;; 66 f7 e8  imul ax
(local i64 i64 i32 i32 i32 i64)
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
local.set 9
local.get 9
local.get $rax
i64.const -65536
i64.and
local.get $rax
i32.wrap_i64
local.tee 7
i32.const 65535
i32.and
i32.extend16_s
local.get 7
i32.const 65535
i32.and
i32.extend16_s
i32.mul
local.tee 8
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get $rdx
i64.const -65536
i64.and
local.get 8
i32.const 16
i32.shr_u
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; f7 6d 10  imul dword ptr [rbp+0x10]
(local i64 i64 i64 i32 i32 i64 i64)
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
local.get $rax
i32.wrap_i64
i64.extend_i32_s
local.get 8
i64.extend_i32_s
i64.mul
local.tee 10
i32.wrap_i64
i64.extend_i32_u
local.get 10
i64.const 32
i64.shr_u
i32.wrap_i64
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; 48 f7 e8  imul rax
(local i64 i64 i32 i64 i64 i64)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rax
local.get $rax
i64.mul_wide_s
local.set 7
local.set 8
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 9
local.get 9
local.get 8
local.get 7
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; 66 69 c1 34 12  imul ax, cx, 0x1234
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
i32.const 4660
i32.mul
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

;; 69 45 10 78 56 34 12  imul eax, [rbp+0x10], 0x12345678
(local i64 i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
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
i32.const 305419896
i32.mul
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 48 69 c1 88 a9 cb ed  imul rax, rcx, 0xffffffffedcba988
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
i64.const -305419896
i64.mul
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; 66 6b 44 ce 10 fd  imul ax, [rsi+rcx*8+0x10], 0xfffd
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
i32.const 65533
i32.mul
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
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

;; 6b c1 fd  imul eax, ecx, 0xfffffffd
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
i32.wrap_i64
i32.const -3
i32.mul
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get 4
local.get $rsp
return
unreachable

;; f6 f8  idiv al
(local i64 i64 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
local.get $rax
i32.wrap_i64
local.tee 7
i32.const 65535
i32.and
i32.extend16_s
local.tee 8
i32.const 31
i32.shr_s
local.set 9
local.get 8
local.set 10
local.get 7
i32.const 255
i32.and
i32.extend8_s
local.set 11
local.get 11
i32.eqz
if ;; label = @1
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 11
i32.const -1
i32.eq
local.get 10
i32.const -2147483648
i32.eq
i32.and
if ;; label = @1
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 10
local.get 11
i32.div_s
local.set 12
local.get 10
local.get 11
i32.rem_s
local.set 13
local.get 12
local.get 12
i32.const 255
i32.and
local.tee 14
i32.extend8_s
i32.ne
if ;; label = @1
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 16
local.get 16
local.get $rax
i64.const -256
i64.and
local.get 14
i64.extend_i32_u
i64.or
i64.const -65281
i64.and
local.get 13
i32.const 255
i32.and
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

;; f6 e1  mul cl
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
i64.const -256
i64.and
local.get $rax
i32.wrap_i64
i32.const 255
i32.and
local.get $rcx
i32.wrap_i64
i32.const 255
i32.and
i32.mul
local.tee 8
i32.const 255
i32.and
i64.extend_i32_u
i64.or
i64.const -65281
i64.and
local.get 8
i32.const 8
i32.shr_u
i32.const 255
i32.and
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

;; 48 6b c7 64  imul rax, rdi, 0x64
(local i64 i64 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 7
local.get 7
local.get $rdi
i64.const 100
i64.mul
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get $rdi
global.set $rdi
local.get 4
local.get $rsp
return
unreachable

;; 6b 07 fd  imul eax, [rdi], 0xfffffffd
(local i64 i64 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
local.get $rdi
i32.wrap_i64
i32.load align=1
local.set 7
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 8
local.get 8
local.get 7
i32.const -3
i32.mul
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set 4
local.get $rdi
global.set $rdi
local.get 4
local.get $rsp
return
unreachable

;; f6 37  div byte ptr [rdi]
(local i64 i64 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64)
local.get $rdx
global.set $rdx
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
i32.load8_u
local.set 7
i32.const 0
local.set 8
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
local.set 9
local.get 7
local.set 10
local.get 10
i32.eqz
if ;; label = @1
  local.get $rdi
  global.set $rdi
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 9
local.get 10
i32.div_u
local.set 11
local.get 9
local.get 10
i32.rem_u
local.set 12
local.get 11
local.get 11
i32.const 255
i32.and
local.tee 13
i32.ne
if ;; label = @1
  local.get $rdi
  global.set $rdi
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 15
local.get 15
local.get $rax
i64.const -256
i64.and
local.get 13
i64.extend_i32_u
i64.or
i64.const -65281
i64.and
local.get 12
i32.const 255
i32.and
i64.extend_i32_u
i64.const 8
i64.shl
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

;; 66 f7 f9  idiv cx
(local i64 i64 i64 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rdx
i32.wrap_i64
i32.const 65535
i32.and
i32.const 16
i32.shl
local.get $rax
i32.wrap_i64
i32.const 65535
i32.and
i32.or
local.tee 8
i32.const 31
i32.shr_s
local.set 9
local.get 8
local.set 10
local.get $rcx
i32.wrap_i64
i32.const 65535
i32.and
i32.extend16_s
local.set 11
local.get 11
i32.eqz
if ;; label = @1
  local.get $rdx
  global.set $rdx
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 11
i32.const -1
i32.eq
local.get 10
i32.const -2147483648
i32.eq
i32.and
if ;; label = @1
  local.get $rdx
  global.set $rdx
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 10
local.get 11
i32.div_s
local.set 12
local.get 10
local.get 11
i32.rem_s
local.set 13
local.get 12
local.get 12
i32.const 65535
i32.and
local.tee 14
i32.extend16_s
i32.ne
if ;; label = @1
  local.get $rdx
  global.set $rdx
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 16
local.get 16
local.get $rax
i64.const -65536
i64.and
local.get 14
i64.extend_i32_u
i64.or
local.get $rdx
i64.const -65536
i64.and
local.get 13
i32.const 65535
i32.and
i64.extend_i32_u
i64.or
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; f7 f1  div ecx
(local i64 i64 i64 i32 i32 i32 i32 i32 i32 i32 i64)
local.get $rsi
global.set $rsi
local.get $rdi
global.set $rdi
global.get $rax
local.set $rax
global.get $rcx
local.set $rcx
local.get $rdx
i32.wrap_i64
local.set 8
local.get $rax
i32.wrap_i64
local.set 9
local.get $rcx
i32.wrap_i64
local.set 10
local.get 10
i32.eqz
if ;; label = @1
  local.get $rdx
  global.set $rdx
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 8
i32.eqz
if ;; label = @1
  local.get 9
  local.get 10
  i32.div_u
  local.set 11
  local.get 9
  local.get 10
  i32.rem_u
  local.set 12
else
  local.get 8
  i64.extend_i32_u
  i64.const 32
  i64.shl
  local.get 9
  i64.extend_i32_u
  i64.or
  local.set 6
  local.get 6
  local.get 10
  i64.extend_i32_u
  i64.div_u
  i64.const 4294967295
  i64.gt_u
  if ;; label = @2
    local.get $rdx
    global.set $rdx
    i32.const 0
    i64.const 4194304
    call $trap
    i64.const 1
    global.get $rax
    local.get $rsp
    return
  end
  local.get 6
  local.get 10
  i64.extend_i32_u
  i64.div_u
  i32.wrap_i64
  local.set 11
  local.get 6
  local.get 10
  i64.extend_i32_u
  i64.rem_u
  i32.wrap_i64
  local.set 12
end
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 14
local.get 14
local.get 11
i64.extend_i32_u
local.get 12
i64.extend_i32_u
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rax
local.get $rsp
return
unreachable

;; 48 f7 3f  idiv qword ptr [rdi]
(local i64 i64 i32 i64 i64 i64 i64 i64 i64 i64 i64)
local.get $rsi
global.set $rsi
global.get $rax
local.set $rax
local.get $rdi
i32.wrap_i64
i64.load align=1
local.set 7
local.get $rdx
local.set 8
local.get $rax
local.set 9
local.get 7
local.set 10
local.get 10
i64.eqz
if ;; label = @1
  local.get $rdx
  global.set $rdx
  local.get $rdi
  global.set $rdi
  i32.const 0
  i64.const 4194304
  call $trap
  i64.const 1
  global.get $rax
  local.get $rsp
  return
end
local.get 8
local.get 9
i64.const 63
i64.shr_s
i64.eq
if ;; label = @1
  local.get 10
  i64.const -1
  i64.eq
  local.get 9
  i64.const -9223372036854775808
  i64.eq
  i32.and
  if ;; label = @2
    local.get $rdx
    global.set $rdx
    local.get $rdi
    global.set $rdi
    i32.const 0
    i64.const 4194304
    call $trap
    i64.const 1
    global.get $rax
    local.get $rsp
    return
  end
  local.get 9
  local.get 10
  i64.div_s
  local.set 11
  local.get 9
  local.get 10
  i64.rem_s
  local.set 12
else
  local.get 8
  local.get 9
  local.get 10
  i32.const 1
  call $divide
  i32.eqz
  local.set 6
  local.set 12
  local.set 11
  local.get 6
  if ;; label = @2
    local.get $rdx
    global.set $rdx
    local.get $rdi
    global.set $rdi
    i32.const 0
    i64.const 4194304
    call $trap
    i64.const 1
    global.get $rax
    local.get $rsp
    return
  end
end
local.get $rsp
i64.const -32768
i64.add
i32.wrap_i64
i64.load offset=32768 align=1
local.set 13
local.get 13
local.get 11
local.get 12
local.get $rsp
i64.const 8
i64.add
local.set $rsp
local.set $rdx
local.set $rax
local.get $rdx
global.set $rdx
local.get $rdi
global.set $rdi
local.get $rax
local.get $rsp
return
unreachable
