//! Signals: the first one asks for an orderly end, the second one ends the program at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Set when somebody wants the program to end: by Ctrl-C, by `kill` or, on Unix, because the terminal is gone.
///
/// A file that may not grow (`ulimit -f`) is an error of its writer from now on, not the program's death.
///
/// # Errors
/// Where the system refuses a handler.
pub fn on_signals() -> io::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    let signals = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
    #[cfg(not(unix))]
    let signals = [SIGINT, SIGTERM];
    for signal in signals {
        // handlers run in this order: only a signal that finds the flag set ends the program
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop))?;
        flag::register(signal, Arc::clone(&stop))?;
    }
    #[cfg(unix)]
    flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
    Ok(stop)
}
