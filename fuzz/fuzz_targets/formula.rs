#![no_main]

use casebook_fuzz::holds;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(words) = holds::formula_is_read(bytes) {
        panic!("{words}");
    }
});
