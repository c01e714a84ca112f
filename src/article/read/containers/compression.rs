//! Compressed streams, each with as many members as it has, and no longer than the limits let them become.

use std::io::{self, BufRead, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::super::sniff::Compression;
use super::super::{InputErrorKind, Refusal};
use crate::article::Limits;

/// Streams that become no longer than this are no danger, however little they are stored in.
const HARMLESS: u64 = 16 << 20;

/// The largest window of zstd, in bytes: what its own program takes without being asked to.
const WINDOW: u64 = 128 << 20;

/// How much has come out of compressed bytes, and how much may.
pub struct Meter {
    out: u64,
    ratio: u64,
    most: u64,
    full: bool,
}

impl Meter {
    pub fn new(limits: &Limits) -> Meter {
        Meter { out: 0, ratio: limits.expansion, most: limits.expanded_bytes, full: false }
    }

    /// Counts what comes out of `stream`, which is stored in so many bytes.
    pub fn over<R: Read>(&mut self, stream: R, stored: u64) -> impl Read {
        Metered { stream, meter: self, stored }
    }

    /// A limit was met.
    pub fn is_full(&self) -> bool {
        self.full
    }

    fn count(&mut self, length: usize, stored: u64) -> io::Result<()> {
        self.out += length as u64;
        let message = if self.out > self.most {
            format!("becomes longer than {} bytes, the most a compressed file may become", self.most)
        } else if self.out > HARMLESS && self.out / self.ratio.max(1) > stored {
            format!("becomes more than {} times as long as it is stored", self.ratio)
        } else {
            return Ok(());
        };
        self.full = true;
        Err(Refusal(InputErrorKind::Expands, message).into())
    }
}

struct Metered<'m, R> {
    stream: R,
    meter: &'m mut Meter,
    stored: u64,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer).map_err(garbled)?;
        self.meter.count(length, self.stored)?;
        Ok(length)
    }
}

/// What a compressed stream holds.
pub struct Expanding<'a> {
    decoder: Box<dyn Taken + 'a>,
    meter: Meter,
}

/// A decoder that tells how much it has taken in.
trait Taken: Read {
    fn taken(&self) -> u64;
}

impl<'a> Expanding<'a> {
    pub fn new(kind: Compression, stream: &'a mut dyn BufRead, limits: &Limits) -> Expanding<'a> {
        let stream = Counted { stream, taken: 0 };
        let decoder: Box<dyn Taken + 'a> = match kind {
            Compression::Gzip => Box::new(MultiGzDecoder::new(stream)),
            Compression::Bzip2 => Box::new(MultiBzDecoder::new(stream)),
            Compression::Zstd => Box::new(Zstd::new(stream)),
        };
        Expanding { decoder, meter: Meter::new(limits) }
    }
}

impl Read for Expanding<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.decoder.read(buffer).map_err(garbled)?;
        self.meter.count(length, self.decoder.taken())?;
        Ok(length)
    }
}

/// What a decoder cannot read is damaged, in whatever words it says so.
pub fn garbled(e: io::Error) -> io::Error {
    match Refusal::of(&e).is_some() || e.kind() == io::ErrorKind::Interrupted {
        true => e,
        false => io::Error::new(io::ErrorKind::InvalidData, e),
    }
}

struct Counted<'a> {
    stream: &'a mut dyn BufRead,
    taken: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer)?;
        self.taken += length as u64;
        Ok(length)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.stream.fill_buf()
    }
    fn consume(&mut self, length: usize) {
        self.taken += length as u64;
        self.stream.consume(length);
    }
}

impl Taken for MultiGzDecoder<Counted<'_>> {
    fn taken(&self) -> u64 {
        self.get_ref().taken
    }
}

impl Taken for MultiBzDecoder<Counted<'_>> {
    fn taken(&self) -> u64 {
        self.get_ref().taken
    }
}

/// Frame after frame; frames that are to be skipped are.
struct Zstd<'a> {
    stream: Counted<'a>,
    frame: FrameDecoder,
    within: bool,
}

impl<'a> Zstd<'a> {
    fn new(stream: Counted<'a>) -> Zstd<'a> {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(WINDOW);
        Zstd { stream, frame, within: false }
    }

    /// Goes on to the next frame; false at the end of the stream.
    fn next_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.stream.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.frame.reset(&mut self.stream) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let skipped = io::copy(&mut (&mut self.stream).take(length.into()), &mut io::sink())?;
                    if skipped < u64::from(length) {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(e) => return Err(io::Error::new(io::ErrorKind::InvalidData, e)),
            }
        }
    }
}

impl Read for Zstd<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.within {
                if self.frame.can_collect() > 0 {
                    return self.frame.read(buffer);
                }
                if !self.frame.is_finished() {
                    self.frame
                        .decode_blocks(&mut self.stream, BlockDecodingStrategy::UptoBlocks(1))
                        .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
                    continue;
                }
            }
            self.within = self.next_frame()?;
            if !self.within {
                return Ok(0);
            }
        }
    }
}

impl Taken for Zstd<'_> {
    fn taken(&self) -> u64 {
        self.stream.taken
    }
}
