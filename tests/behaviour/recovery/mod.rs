//! What happens to callbacks that were saved and not applied.

mod instances;
mod poisoned;
mod retries;
