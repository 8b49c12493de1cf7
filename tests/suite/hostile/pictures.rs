//! Files that are not pictures, have false headers, or are outside the project.

use std::fs;
use std::io::Cursor;
use std::net::TcpListener;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use libtest_mimic::Trial;

use super::Says::{Error, Nothing, Warning};
use super::outputs::png;
use super::{Input, MANIFEST, Result, Says, case, check};
use crate::golden::Outcome;

const ALT: &str = "![The port of Muscat](";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";

/// The start of a gzip file (RFC 1952), which is never decompressed.
const COMPRESSED: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\x03";

pub fn tests() -> Vec<Trial> {
    let at = Error("01-oman.md:5");
    let named = |name, says: Says, source: &str| Input::new(name, says).body(&format!("{ALT}{source})"));
    let bytes = |name, says, bytes: &[u8]| named(name, says, "a.png").file("a.png", bytes);
    let sound = png(9, 9).unwrap_or_default();
    let jpeg = jpeg().unwrap_or_default();
    vec![
        named("d01_missing", at, "a.png"),
        named("d02_a_folder", at, "a").file("a/b.png", sound.clone()),
        bytes("d03_empty", at, b""),
        bytes("d04_cut_short", at, &sound[..sound.len() / 2]),
        bytes("d05_text", at, b"no picture"),
        bytes("d06_jpeg", at, &jpeg).says(Warning("01-oman.md:5")),
        bytes("d07_claims_2_31_pixels", at, &claim(&sound, i32::MAX as u32)),
        bytes("d07_claims_no_pixels", at, &claim(&sound, 0)),
        bytes("claims_900_megapixels", at, &claim(&sound, 30_000)),
        bytes("wrong_sum", at, &wrong_sum(&sound)),
        named("compressed_svg", at, "a.svg").file("a.svg", COMPRESSED),
        named("d08_no_alternative_text", Warning("01-oman.md:5"), "a.png")
            .body("![](a.svg)")
            .file("a.svg", SVG),
        named("d09_capitals", at, "A.PNG").file("a.png", sound.clone()),
        named("d10_odd_names", Nothing, "a%20b.svg")
            .body(
                &["a%20b.svg", "<a b.svg>", "c%20d.svg", "ümlaut.svg", "%C3%BCmlaut.svg", "a#b.svg"]
                    .map(|name| format!("{ALT}{name})"))
                    .join("\n\n"),
            )
            .file("a b.svg", SVG)
            .file("c%20d.svg", SVG)
            .file("ümlaut.svg", SVG)
            .file("a#b.svg", SVG),
        named("d11_same_name_in_two_folders", Nothing, "a/a.svg")
            .body(&format!("{ALT}a/a.svg)\n\n![The port of Sur](b/a.svg)"))
            .file("a/a.svg", SVG)
            .file("b/a.svg", SVG),
        named("d12_above_the_project", at, "../a.png"),
        named("d13_absolute_path", at, "/etc/passwd"),
        named("d14_file_address", at, "file:///etc/passwd"),
        named("d15_link_out_of_the_project", at, "a.png")
            .prepare(|project| Ok(symlink("/etc/passwd", project.join("a.png"))?)),
        named("d16_folder_link_out_of_the_project", at, "etc/a.png")
            .prepare(|project| Ok(symlink("/etc", project.join("etc"))?)),
        named("d17_encoded_parent", at, "..%2f..%2fa.png"),
        named("d19_protocol_relative", at, "//127.0.0.1/a.png"),
        named("d20_data_address", at, "data:text/html,words"),
        named("d21_pipe", at, "a.png").prepare(|project| {
            let made = Command::new("mkfifo").arg(project.join("a.png")).status()?;
            check(made.success(), "no pipe could be made")
        }),
        named("d22_dev_zero", at, "a.png")
            .prepare(|project| Ok(symlink("/dev/zero", project.join("a.png"))?)),
        named("link_that_stays_inside", Nothing, "b.svg")
            .file("a.svg", SVG)
            .prepare(|project| Ok(symlink(project.join("a.svg"), project.join("b.svg"))?)),
        Input::new("name_that_is_not_unicode", Warning("book.yaml")).prepare(|project| {
            let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
            Ok(fs::write(project.join(name), case("Lost", "Words."))?)
        }),
    ]
    .into_iter()
    .map(|input| input.trial("pictures"))
    .chain([Trial::test("hostile::pictures::d18_nobody_is_called", nobody_is_called)])
    .collect()
}

/// A PNG whose header claims this width and height, with a correct checksum.
fn claim(png: &[u8], size: u32) -> Vec<u8> {
    let mut bytes = png.to_vec();
    bytes[16..20].copy_from_slice(&size.to_be_bytes());
    bytes[20..24].copy_from_slice(&size.to_be_bytes());
    // The CRC-32 of PNG (ISO 15948, annex D).
    let sum = !bytes[12..29].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    });
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// A PNG with a flipped bit, as after a faulty transfer.
fn wrong_sum(png: &[u8]) -> Vec<u8> {
    let mut bytes = png.to_vec();
    bytes[29] ^= 1;
    bytes
}

fn jpeg() -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(900, 900).write_to(&mut bytes, image::ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}

fn nobody_is_called() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let folder = tempfile::tempdir()?;
    let body = format!("{ALT}http://{}/a.png)", listener.local_addr()?);
    fs::write(folder.path().join("book.yaml"), MANIFEST)?;
    fs::write(folder.path().join("01-oman.md"), case("Oman", &body))?;
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", ".", "--out", "out", "--message-format", "short"])
        .current_dir(folder.path())
        .output()?;
    let said = String::from_utf8(run.stdout)?;
    check(said.contains("01-oman.md:5:") && said.contains("error[remote-image]"), said)?;
    let called: Result<()> = match listener.accept() {
        Ok(_) => Err("someone connected".into()),
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Ok(()),
        Err(error) => Err(error.into()),
    };
    called
}
