//! `zlib`: real streams and checksums, made without the GIL. `stdlib/zlib.py` has the functions
//! that a program calls.

use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::bufread::{DeflateEncoder, GzDecoder, GzEncoder, ZlibEncoder};
use flate2::{Compression, Decompress, FlushDecompress, Status};

use super::ModuleDef;
use crate::nanos::Nanos;
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{Syscall, Work};
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::Value;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_zlib",
    functions: FUNCTIONS,
    init: |_, _| {},
};

const FUNCTIONS: &[NativeDef] = &[
    function("compress", compress),
    function("decompress", decompress),
    function("crc32", crc32),
    function("adler32", adler32),
];

/// What a call costs apart from its bytes: the state that `deflateInit` clears.
const CALL: Nanos = 8_000;
/// Picoseconds per byte that comes in, measured with zlib 1.2.13 on words of random letters.
const DEFLATE_FAST: u64 = 18_000;
const DEFLATE: u64 = 83_000;
const INFLATE: u64 = 20_000;
const CRC32: u64 = 500;
const ADLER32: u64 = 600;
/// Checksums of more bytes than this are made without the GIL (`zlib_crc32_impl`).
const CHECKSUM_RELEASES_ABOVE: usize = 5 * 1024;

/// A stream's format, as `wbits` tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Format {
    Raw,
    Zlib,
    Gzip,
}

impl Format {
    fn from_wbits(wbits: i64) -> Option<Format> {
        match wbits {
            -15..=-9 => Some(Format::Raw),
            9..=15 => Some(Format::Zlib),
            25..=31 => Some(Format::Gzip),
            _ => None,
        }
    }
}

/// What went wrong: the text of `zlib.error`.
type Made = std::result::Result<Vec<u8>, String>;

/// What work without the GIL has made.
#[derive(Clone, Default)]
struct Product(Arc<Mutex<Option<Made>>>);

impl Product {
    fn put(&self, made: Made) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
    }

    fn take(&self) -> Option<Made> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        made.take()
    }
}

payload!(Product, |self_, _visit| {
    let _ = self_;
});

fn data(ctx: &mut Ctx<'_>, value: Value) -> Result<Arc<[u8]>> {
    match ctx.body(value) {
        Some(Body::Bytes(bytes)) => Ok(bytes.clone()),
        _ => match ctx.bytes_of(value) {
            Some(bytes) => Ok(bytes.into()),
            None => Err(ctx.no_bytes(value)),
        },
    }
}

fn int(ctx: &mut Ctx<'_>, value: Value) -> Result<i64> {
    match value {
        Value::Int(n) => Ok(n),
        _ => {
            let name = ctx.type_name(value);
            let message = format!("'{name}' object cannot be interpreted as an integer");
            Err(ctx.type_error(message))
        }
    }
}

/// Does `work` without the GIL. Its result is bytes, or a str that says what is wrong.
fn without_the_gil(
    ctx: &mut Ctx<'_>,
    what: &str,
    cost: Nanos,
    work: impl Fn() -> Made + Send + Sync + 'static,
) -> Result {
    let product = ctx.once(|ctx| {
        let product = Box::new(Product::default());
        Ok(ctx.alloc(types::OBJECT, Body::Other(product)))
    })?;
    let made = ctx.expect_payload::<Product>(product, "object")?.clone();
    if !ctx.has_answer() {
        let made = made.clone();
        let syscall = Syscall::Native {
            what: what.to_string(),
            cost,
            releases_gil: true,
            work: Work::Call(Arc::new(move || made.put(work()))),
        };
        return ctx.ask(syscall, Value::None);
    }
    match made.take() {
        Some(Ok(bytes)) => {
            ctx.reserve(bytes.len())?;
            Ok(ctx.bytes(bytes))
        }
        Some(Err(message)) => Ok(ctx.string(message)),
        None => Err(ctx.raise(types::MEMORY_ERROR, "")),
    }
}

fn cost(bytes: usize, picoseconds: u64) -> Nanos {
    (bytes as u64).saturating_mul(picoseconds) / 1000
}

fn compress(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "compress", 3, 3)?;
    let bytes = data(ctx, args.get(0))?;
    let level = int(ctx, args.get(1))?;
    let format = Format::from_wbits(int(ctx, args.get(2))?);
    let (Some(format), -1..=9) = (format, level) else {
        return Ok(ctx.str("Bad compression level"));
    };
    ctx.reserve(bytes.len().saturating_add(bytes.len() / 100))?;
    let level = u32::try_from(level).unwrap_or(6);
    let per_byte = if level < 4 { DEFLATE_FAST } else { DEFLATE };
    let cost = cost(bytes.len(), per_byte).saturating_add(CALL);
    without_the_gil(ctx, "zlib.compress", cost, move || {
        Ok(deflate(&bytes, Compression::new(level), format))
    })
}

fn deflate(bytes: &[u8], level: Compression, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    let done = match format {
        Format::Raw => DeflateEncoder::new(bytes, level).read_to_end(&mut out),
        Format::Zlib => ZlibEncoder::new(bytes, level).read_to_end(&mut out),
        Format::Gzip => GzEncoder::new(bytes, level).read_to_end(&mut out),
    };
    // Nothing fails that reads and writes memory.
    debug_assert!(done.is_ok());
    out
}

fn decompress(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "decompress", 2, 2)?;
    let bytes = data(ctx, args.get(0))?;
    let Some(format) = Format::from_wbits(int(ctx, args.get(1))?) else {
        let message = "Error -2 while preparing to decompress data: inconsistent stream state";
        return Ok(ctx.str(message));
    };
    let limit = ctx.interp.limits.max_heap;
    let room = limit.saturating_sub(ctx.interp.heap.bytes());
    let cost = cost(bytes.len(), INFLATE).saturating_add(CALL);
    without_the_gil(ctx, "zlib.decompress", cost, move || {
        inflate(&bytes, format, room)
    })
}

fn error(number: i32, what: &str) -> String {
    format!("Error {number} while decompressing data: {what}")
}

/// A short stream can hold very much: no more than `room` bytes are made.
fn inflate(bytes: &[u8], format: Format, room: usize) -> Made {
    let truncated = || error(-5, "incomplete or truncated stream");
    let too_much = || error(-4, "out of memory");
    match format {
        Format::Raw => inflate_raw(bytes, room).map(|(out, _)| out),
        Format::Zlib => {
            let Some((&[method, flags], rest)) = bytes.split_first_chunk() else {
                return Err(truncated());
            };
            if u16::from_be_bytes([method, flags]) % 31 != 0 {
                return Err(error(-3, "incorrect header check"));
            }
            if method & 0xf != 8 {
                return Err(error(-3, "unknown compression method"));
            }
            if flags & 0x20 != 0 {
                return Err("Error 2 while decompressing data".to_string());
            }
            let (out, rest) = inflate_raw(rest, room)?;
            match rest.first_chunk() {
                None => Err(truncated()),
                Some(sum) if u32::from_be_bytes(*sum) == adler(1, &out) => Ok(out),
                Some(_) => Err(error(-3, "incorrect data check")),
            }
        }
        Format::Gzip => {
            let mut decoder = GzDecoder::new(bytes);
            if decoder.header().is_none() && bytes.len() >= 10 {
                return Err(error(-3, "incorrect header check"));
            }
            let mut out = Vec::new();
            let most = (room as u64).saturating_add(1);
            match decoder.by_ref().take(most).read_to_end(&mut out) {
                Ok(_) if out.len() > room => Err(too_much()),
                Ok(_) => Ok(out),
                Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Err(truncated()),
                Err(_) => Err(error(-3, "incorrect data check")),
            }
        }
    }
}

/// What a stream without header and checksum holds, and what comes after it.
fn inflate_raw(bytes: &[u8], room: usize) -> std::result::Result<(Vec<u8>, &[u8]), String> {
    const STEP: usize = 64 << 10;
    let mut inflater = Decompress::new(false);
    let mut out = Vec::new();
    loop {
        let read = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
        let rest = bytes.get(read..).unwrap_or_default();
        let before = out.len();
        if before > room {
            return Err(error(-4, "out of memory"));
        }
        out.reserve(STEP);
        let status = inflater.decompress_vec(rest, &mut out, FlushDecompress::None);
        let read_on = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
        match status {
            Ok(Status::StreamEnd) => return Ok((out, bytes.get(read_on..).unwrap_or_default())),
            Ok(_) if read_on == read && out.len() == before => {
                return Err(error(-5, "incomplete or truncated stream"));
            }
            Ok(_) => {}
            Err(_) => return Err(error(-3, "invalid compressed data")),
        }
    }
}

fn adler(start: u32, bytes: &[u8]) -> u32 {
    let mut sum = adler2::Adler32::from_checksum(start);
    sum.write_slice(bytes);
    sum.checksum()
}

fn crc(start: u32, bytes: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new_with_initial(start);
    sum.update(bytes);
    sum.finalize()
}

fn crc32(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    checksum(ctx, args, "crc32", CRC32, crc)
}

fn adler32(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    checksum(ctx, args, "adler32", ADLER32, adler)
}

/// The checksum as four bytes, the highest first.
fn checksum(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &'static str,
    per_byte: u64,
    sum: fn(u32, &[u8]) -> u32,
) -> Result {
    ctx.arity(args, name, 2, 2)?;
    let bytes = data(ctx, args.get(0))?;
    // `stdlib/zlib.py` has taken it modulo 2 ** 32.
    let start = u32::try_from(int(ctx, args.get(1))?).unwrap_or(0);
    let cost = cost(bytes.len(), per_byte);
    if bytes.len() > CHECKSUM_RELEASES_ABOVE {
        let what = format!("zlib.{name}");
        return without_the_gil(ctx, &what, cost, move || {
            Ok(sum(start, &bytes).to_be_bytes().to_vec())
        });
    }
    ctx.cost += cost;
    Ok(ctx.bytes(sum(start, &bytes).to_be_bytes()))
}
