#![no_main]

use casebook_fuzz::holds;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(words) = holds::book_is_made(bytes) {
        panic!("{words}");
    }
});
