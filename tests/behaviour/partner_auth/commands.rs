//! The operator's commands.

use crate::support::{
    partner::{Office, PASSWORD},
    *,
};

const ADD: [&str; 7] = [
    "partner",
    "add",
    "--id",
    "agent01",
    "--key",
    "KEY",
    "--password-stdin",
];

/// The lines of a table, each as its words.
fn words(table: &str) -> Vec<Vec<&str>> {
    let lines = table.lines();
    lines
        .map(|line| line.split_whitespace().collect())
        .collect()
}

on_every_database! {
    async fn partners_are_added_listed_replaced_and_disabled(database: Database) {
        let office = Office::of(&database);
        Gateway::start(&database).await.stop().await;

        assert_eq!(words(&office.succeed(&["partner", "list"], "")).len(), 1);
        office.succeed(&ADD, PASSWORD);
        let refused = office.fail(&ADD, PASSWORD);
        assert!(refused.contains("--replace"), "{refused}");
        office.add_partner("agent00", &["--algorithm", "sha1", "--payload-hash", "optional"]);
        let listed = office.succeed(&["partner", "list"], "");
        assert_eq!(words(&listed)[1], ["agent00", "sha1", "optional", "enabled"]);
        assert_eq!(words(&listed)[2], ["agent01", "sha256", "required", "enabled"]);
        assert!(!listed.contains("KEY"), "{listed}");

        let disable = ["partner", "disable", "--id", "agent01"];
        office.succeed(&disable, "");
        let listed = office.succeed(&["partner", "list"], "");
        assert_eq!(words(&listed)[2], ["agent01", "sha256", "required", "disabled"]);
        office.succeed(&[&ADD[..], &["--replace"]].concat(), PASSWORD);
        let listed = office.succeed(&["partner", "list"], "");
        assert_eq!(words(&listed)[2], ["agent01", "sha256", "required", "enabled"]);

        let refused = office.fail(&["partner", "disable", "--id", "agent02"], "");
        assert!(refused.contains("partner agent02 is not known"), "{refused}");
    }

    async fn applications_are_added_listed_replaced_and_disabled(database: Database) {
        let office = Office::of(&database);
        Gateway::start(&database).await.stop().await;
        let add = ["top-app", "add", "--app-key", "12345678", "--secret-stdin"];

        office.succeed(&add, "s1\n");
        let refused = office.fail(&add, "s2\n");
        assert!(refused.contains("--replace"), "{refused}");
        office.succeed(&["top-app", "disable", "--app-key", "12345678"], "");
        let listed = office.succeed(&["top-app", "list"], "");
        assert_eq!(words(&listed)[1], ["12345678", "disabled"]);
        office.succeed(&[&add[..], &["--replace"]].concat(), "s2\n");
        let listed = office.succeed(&["top-app", "list"], "");
        assert_eq!(words(&listed)[1], ["12345678", "enabled"]);

        let refused = office.fail(&["top-app", "disable", "--app-key", "1"], "");
        assert!(refused.contains("TOP application 1 is not known"), "{refused}");
    }

    async fn what_no_partner_could_have_is_refused(database: Database) {
        let office = Office::of(&database);
        Gateway::start(&database).await.stop().await;
        for (index, value, input, problem) in [
            (3, "旅行社", PASSWORD, "--id"),
            (5, "键", PASSWORD, "--key"),
            (5, "KEY", "\n", "password"),
        ] {
            let mut add = ADD;
            add[index] = value;
            let refused = office.fail(&add, input);
            assert!(refused.contains(problem), "{refused}");
        }
        assert_eq!(words(&office.succeed(&["partner", "list"], "")).len(), 1);
    }
}
