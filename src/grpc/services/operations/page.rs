//! Pages of lists (AIP-158).

use prost::Message;

use crate::{domain::input::Checker, grpc::page_token::Fingerprint, store::view::Page};

/// How many items a page has when the caller does not say.
const DEFAULT_SIZE: u16 = 100;
/// A caller who asks for more gets this many.
const MAX_SIZE: i32 = 1000;

/// Where a page ends before it has all its items, in encoded bytes: half of
/// what gRPC clients take in one message unless told otherwise.
const MAX_BYTES: usize = 2 * 1024 * 1024;

/// A filter's field: an empty one does not matter.
pub(super) fn given(field: String) -> Option<String> {
    (!field.is_empty()).then_some(field)
}

/// The page that a caller asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked<const N: usize> {
    /// How many items at most.
    size: u16,
    /// The key after which it begins; at the list's beginning when there is
    /// none.
    after: Option<[String; N]>,
}

impl<const N: usize> Asked<N> {
    /// Checks what a caller sent.
    pub(super) fn new(
        checker: &mut Checker,
        page_size: i32,
        page_token: &str,
        filter: &Fingerprint,
    ) -> Self {
        let size = match u16::try_from(page_size.min(MAX_SIZE)) {
            Ok(0) => DEFAULT_SIZE,
            Ok(size) => size,
            Err(_) => {
                checker.refuse("page_size", "must not be negative");
                DEFAULT_SIZE
            }
        };
        let after = (!page_token.is_empty())
            .then(|| filter.after(page_token))
            .flatten();
        if after.is_none() && !page_token.is_empty() {
            checker.refuse(
                "page_token",
                "must be the next_page_token of the page before, with the same filter",
            );
        }
        Self { size, after }
    }

    /// The page to read. One item more tells whether a page follows.
    pub(super) fn page<K>(&self, key: impl FnOnce([String; N]) -> K) -> Page<K> {
        Page {
            after: self.after.clone().map(key),
            limit: i64::from(self.size) + 1,
        }
    }

    /// The page, and the token of the one that follows.
    pub(super) fn cut<T: Message>(
        &self,
        mut items: Vec<T>,
        filter: &Fingerprint,
        key: impl Fn(&T) -> [&str; N],
    ) -> (Vec<T>, String) {
        let mut room = MAX_BYTES;
        let fits = |item: &&T| {
            let left = room.checked_sub(item.encoded_len());
            left.inspect(|left| room = *left).is_some()
        };
        // One item at least, however large: a page has to get on.
        let at_most = items.iter().take(self.size.into());
        let count = at_most.take_while(fits).count().max(1);
        if count >= items.len() {
            return (items, String::new());
        }
        items.truncate(count);
        let token = items.last().map(|last| filter.token(key(last)));
        (items, token.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::v1::Callback;

    fn filter() -> Fingerprint {
        Fingerprint::of("callbacks", &[])
    }

    fn asked(page_size: i32, page_token: &str) -> Result<Asked<1>, String> {
        let mut checker = Checker::default();
        let asked = Asked::new(&mut checker, page_size, page_token, &filter());
        checker.finish().map_err(|refusal| refusal.message)?;
        Ok(asked)
    }

    fn callbacks(count: usize, reason: &str) -> Vec<Callback> {
        let callback = |number: usize| Callback {
            batchno: format!("B{number}"),
            reason: reason.to_owned(),
            ..Default::default()
        };
        (1..=count).map(callback).collect()
    }

    fn cut(page_size: i32, items: Vec<Callback>) -> (usize, Option<[String; 1]>) {
        let asked = asked(page_size, "").unwrap();
        let (page, token) = asked.cut(items, &filter(), |callback| [&callback.batchno]);
        (page.len(), filter().after(&token))
    }

    #[test]
    fn sizes_have_a_default_and_an_upper_bound() {
        for (page_size, size) in [(0, 100), (1, 1), (1000, 1000), (i32::MAX, 1000)] {
            assert_eq!(asked(page_size, "").unwrap().size, size);
        }
        let message = asked(-1, "").unwrap_err();
        assert_eq!(message, "page_size: must not be negative");
    }

    #[test]
    fn a_token_has_to_be_one_of_ours() {
        let token = filter().token(["B7"]);
        assert_eq!(asked(0, &token).unwrap().after, Some(["B7".to_owned()]));
        assert!(
            asked(0, "nonsense")
                .unwrap_err()
                .starts_with("page_token: ")
        );
    }

    #[test]
    fn a_token_follows_only_where_more_is_to_come() {
        assert_eq!(cut(2, callbacks(0, "")), (0, None));
        assert_eq!(cut(2, callbacks(2, "")), (2, None));
        assert_eq!(cut(2, callbacks(3, "")), (2, Some(["B2".to_owned()])));
    }

    #[test]
    fn a_page_of_large_items_ends_early_and_never_empty() {
        let third = "x".repeat(MAX_BYTES / 3);
        let after = Some(["B2".to_owned()]);
        assert_eq!(cut(10, callbacks(4, &third)), (2, after));

        let too_large = "x".repeat(MAX_BYTES + 1);
        let after = Some(["B1".to_owned()]);
        assert_eq!(cut(10, callbacks(2, &too_large)), (1, after));
    }
}
