//! Ctrl-C: the first stops the run, which is then told and drawn as far as it came; the second
//! ends gilsim at once. A live run gives the program one more before these, as KeyboardInterrupt.

use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::status;

static PRESSED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From now on Ctrl-C sets a flag. Before, and where the system refuses, it ends the process as
/// it always does.
pub fn watch() {
    PRESSED.get_or_init(|| {
        let pressed = Arc::new(AtomicBool::new(false));
        // In this order: the press that sets the flag does not yet see it set.
        let second = flag::register_conditional_shutdown(
            SIGINT,
            i32::from(status::INTERRUPTED),
            pressed.clone(),
        );
        if second.is_ok() {
            let _ = flag::register(SIGINT, pressed.clone());
        }
        pressed
    });
}

/// As [`pressed`], and forgets it: the next press is the first again.
pub fn take() -> bool {
    PRESSED
        .get()
        .is_some_and(|pressed| pressed.swap(false, Ordering::Relaxed))
}

/// Whether somebody has pressed Ctrl-C since [`watch`].
pub fn pressed() -> bool {
    PRESSED
        .get()
        .is_some_and(|pressed| pressed.load(Ordering::Relaxed))
}
