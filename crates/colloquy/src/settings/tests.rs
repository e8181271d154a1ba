//! What is refused, and by which name.

use super::*;

fn problems_of(file: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let raw = Raw::from_text(file).unwrap();
    let checked = Settings::check(raw, &mut problems);
    assert_eq!(checked.is_some() && problems.is_empty(), problems.is_empty());
    problems
}

#[test]
fn the_defaults_are_sound() {
    assert_eq!(problems_of(""), Vec::<String>::new());
}

#[test]
fn everything_wrong_is_told_at_once_by_name() {
    let found = problems_of(
        "listen = \"here\"\nworker_listen = \"8081\"\ndatabase_url = \"mysql://x\"\n[netguard]\nallow_networks = \"10.0.0.0/8, x\"\n\
         [smtp]\nurl = \"mail.example\"\nfrom = \"a@b.example\"\n\
         [uploads]\nmax_bytes = 0\n[auralytik]\nsignature_tolerance_seconds = -1\n\
         [speech]\nengine = \"remote\"\n[log]\nformat = \"xml\"\n",
    );
    let named = [
        "listen",
        "worker_listen",
        "database_url",
        "uploads.max_bytes",
        "auralytik.signature_tolerance_seconds",
        "log.format",
        "netguard.allow_networks",
        "smtp.url",
        "speech.url",
        "speech.model",
    ];
    assert_eq!(found.len(), named.len(), "{found:?}");
    for name in named {
        assert!(found.iter().any(|problem| problem.starts_with(name)), "{name} in {found:?}");
    }
}

#[test]
fn what_the_chosen_engine_does_not_read_is_refused_by_name() {
    let rows = [
        ("[speech]\nengine = \"moonshine\"\nmodel = \"base\"\n", vec!["speech.model"]),
        (
            "[speech]\nengine = \"whisper\"\nurl = \"http://a\"\napi_key = \"k\"\n",
            vec!["speech.url", "speech.api_key"],
        ),
        ("[speech]\napi_key = \"k\"\n", vec!["speech.api_key"]),
        ("[language]\nengine = \"basic\"\nmodel = \"m\"\n", vec!["language.model"]),
        ("[language]\nengine = \"embedded\"\nurl = \"http://a\"\n", vec!["language.url"]),
    ];
    for (file, named) in rows {
        let found = problems_of(file);
        assert_eq!(found.len(), named.len(), "{file}: {found:?}");
        assert!(named.iter().zip(&found).all(|(name, problem)| problem.starts_with(name)), "{found:?}");
    }
    assert!(Raw::from_text("[language]\nprocesses = 2\n").is_err(), "only speech has processes");
}

#[test]
fn what_is_wrong_with_the_ways_to_customers_is_told_by_name() {
    let rows = [
        ("[twilio]\naccount_sid = \"AC1\"\n", vec!["twilio.auth_token"]),
        ("[twilio]\nsms_from = \"+12025550100\"\n", vec!["twilio.sms_from"]),
        (
            "[twilio]\naccount_sid = \"AC1\"\nauth_token = \"t\"\nsms_from = \"acme\"\nurl = \"ftp://x\"\n",
            vec!["twilio.sms_from", "twilio.url"],
        ),
        (
            "[dialogues]\ncalls_at_once = 0\nlongest_minutes = 0\n",
            vec!["dialogues.calls_at_once", "dialogues.longest_minutes"],
        ),
        ("[email]\nfrom = \"help@acme.example\"\n", vec!["email.from"]),
        (
            "[imap]\nurl = \"imap://u:p@mail.example\"\npoll_seconds = 0\n",
            vec!["imap.poll_seconds", "imap.url"],
        ),
        (
            "[actions.secrets]\n\"{a}\" = { value = \"b\", hosts = [\"a.example\"] }\n",
            vec!["actions.secrets"],
        ),
        ("[sip]\nusername = 200\nregister = true\n", vec!["sip.username", "sip.register"]),
        ("[sip]\nserver = \"pbx.example\"\n", vec!["sip.listen"]),
        ("[sip]\nserver = \"localhost:5070\"\nregister = true\n", vec!["sip.username"]),
        ("[sip]\nserver = \"two words\"\nlisten = \"0.0.0.0:5060\"\n", vec!["sip.server"]),
        ("[sip]\nlisten = \"127.0.0.1:0\"\n", vec!["sip.accept_from must name who may call"]),
        (
            "[sip]\nserver = \"127.0.0.1\"\naccept_from = \"10.0.0.0/8, pbx.example,\"\n",
            vec!["sip.accept_from: pbx.example is"],
        ),
        (
            "[sip]\nlisten = \"5060\"\ntransport = \"tls\"\npublic_address = \"here\"\nring_seconds = 0\n\
             rtp_ports = \"40000\"\n",
            vec![
                "sip.listen",
                "sip.accept_from",
                "sip.transport",
                "sip.public_address",
                "sip.ring_seconds",
                "sip.rtp_ports",
            ],
        ),
    ];
    for (file, named) in rows {
        let found = problems_of(file);
        assert_eq!(found.len(), named.len(), "{file}: {found:?}");
        assert!(named.iter().zip(&found).all(|(name, problem)| problem.starts_with(name)), "{found:?}");
    }
}

#[test]
fn there_is_a_telephone_where_a_server_or_an_address_is_set() {
    let sip = |file: &str| {
        let mut problems = Vec::new();
        let settings = Settings::check(Raw::from_text(file).unwrap(), &mut problems).unwrap();
        assert_eq!(problems, Vec::<String>::new(), "{file}");
        settings.speaking.sip
    };
    assert!(sip("").is_none());
    let inbound = sip("[sip]\nlisten = \"127.0.0.1:0\"\naccept_from = \"10.0.0.0/8, 192.0.2.7\"\n").unwrap();
    assert_eq!((inbound.server, inbound.calls_at_once), (None, 500));
    let named: Vec<String> = inbound.accept_from.iter().map(ToString::to_string).collect();
    assert_eq!(named, ["10.0.0.0/8", "192.0.2.7/32"]);
    let file = "[sip]\nserver = \"127.0.0.1:5070\"\nusername = 200\npassword = 1234\nregister = true\n";
    let both = sip(file).unwrap();
    assert_eq!(both.listen.to_string(), "127.0.0.1:5060");
    assert!(both.accept_from.is_empty(), "the server alone");
    assert_eq!((both.username.as_deref(), both.password.unwrap().reveal()), (Some("200"), "1234"));
}

#[test]
fn numbers_and_secrets_may_be_written_without_quotes() {
    let file = "[twilio]\naccount_sid = \"AC1\"\nauth_token = 123\nsms_from = 12025550100\n\
                [actions.secrets]\nkey = { value = 42, hosts = \"API.example, 127.0.0.1\" }\n";
    let mut problems = Vec::new();
    let settings = Settings::check(Raw::from_text(file).unwrap(), &mut problems).unwrap();
    assert_eq!(problems, Vec::<String>::new());
    let speaking = settings.speaking;
    assert_eq!(speaking.senders.sms.as_deref(), Some("+12025550100"));
    assert_eq!(speaking.twilio.auth_token.unwrap().reveal(), "123");
    let key = &speaking.action_secrets["key"];
    assert_eq!((key.value.reveal(), &key.workspaces), ("42", &None));
    assert_eq!(Vec::from_iter(&key.hosts), ["127.0.0.1", "api.example"]);
}

#[test]
fn a_secret_says_where_it_may_go() {
    let workspace = "0197a3c4-5d6e-7f80-9a1b-2c3d4e5f6a7b";
    let file = format!(
        "[actions.secrets]\nshop = {{ value = \"s\", hosts = [\"a.example\", \"b.example\"], workspaces = [\"{workspace}\"] }}\n"
    );
    let mut problems = Vec::new();
    let settings = Settings::check(Raw::from_text(&file).unwrap(), &mut problems).unwrap();
    assert_eq!(problems, Vec::<String>::new());
    let shop = &settings.speaking.action_secrets["shop"];
    assert_eq!(shop.hosts.len(), 2);
    assert!(shop.workspaces.as_ref().is_some_and(|ids| ids.iter().all(|id| id.to_string() == workspace)));

    let rows = [
        // As it was written before: it is told what to add.
        ("\"sesame\"", "actions.secrets.shop must say to which hosts it may be sent"),
        ("42", "actions.secrets.shop must say to which hosts it may be sent"),
        ("[\"sesame\"]", "actions.secrets.shop must say to which hosts it may be sent"),
        ("{ value = \"sesame\" }", "actions.secrets.shop.hosts must name"),
        ("{ value = \"sesame\", hosts = [] }", "actions.secrets.shop.hosts must name"),
        ("{ value = \"sesame\", hosts = \" , \" }", "actions.secrets.shop.hosts must name"),
        ("{ value = \"sesame\", hosts = { a = 1 } }", "actions.secrets.shop.hosts must name"),
        ("{ value = \"sesame\", hosts = [\"*\"] }", "actions.secrets.shop.hosts must name"),
        ("{ value = \"sesame\", hosts = [\"https://a.example\"] }", "actions.secrets.shop.hosts must name"),
        ("{ hosts = [\"a.example\"] }", "actions.secrets.shop.value must be a text"),
        ("{ value = \" \", hosts = [\"a.example\"] }", "actions.secrets.shop.value must be a text"),
        (
            "{ value = \"sesame\", hosts = [\"a.example\"], host = 1 }",
            "actions.secrets.shop must have nothing but",
        ),
        (
            "{ value = \"sesame\", hosts = [\"a.example\"], workspaces = [] }",
            "actions.secrets.shop.workspaces must hold ids",
        ),
        (
            "{ value = \"sesame\", hosts = [\"a.example\"], workspaces = [\"acme\"] }",
            "actions.secrets.shop.workspaces must hold ids",
        ),
    ];
    for (written, told) in rows {
        let found = problems_of(&format!("[actions.secrets]\nshop = {written}\n"));
        let [problem] = found.as_slice() else { panic!("{written}: {found:?}") };
        assert!(problem.starts_with(told) && !problem.contains("sesame"), "{written}: {problem}");
    }
}

#[test]
fn secrets_cannot_be_printed() {
    let raw = Raw::from_text(
        "database_url = \"postgres://colloquy:sesame@db/colloquy\"\n\
         [smtp]\nurl = \"smtps://colloquy:sesame@mail.example\"\nfrom = \"a@b.example\"\n\
         [speech]\nurl = \"http://asr\"\nmodel = \"m\"\napi_key = \"sesame\"\n\
         [language]\nurl = \"http://llm\"\nmodel = \"m\"\napi_key = \"sesame\"\n\
         [twilio]\naccount_sid = \"AC1\"\nauth_token = \"sesame\"\n\
         [imap]\nurl = \"imaps://colloquy:sesame@mail.example\"\n\
         [sip]\nserver = \"127.0.0.1\"\nusername = \"200\"\npassword = \"sesame\"\n\
         [actions.secrets]\nshop = { value = \"sesame\", hosts = [\"a.example\"] }\n",
    )
    .unwrap();
    let settings = Settings::check(raw, &mut Vec::new()).unwrap();
    assert!(!format!("{settings:?}").contains("sesame"));
}
