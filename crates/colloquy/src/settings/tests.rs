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
        ("[actions.secrets]\n\"{a}\" = \"b\"\n", vec!["actions.secrets"]),
        ("[sip]\nusername = 200\nregister = true\n", vec!["sip.username", "sip.register"]),
        ("[sip]\nserver = \"pbx.example\"\n", vec!["sip.listen"]),
        ("[sip]\nserver = \"localhost:5070\"\nregister = true\n", vec!["sip.username"]),
        ("[sip]\nserver = \"two words\"\nlisten = \"0.0.0.0:5060\"\n", vec!["sip.server"]),
        (
            "[sip]\nlisten = \"5060\"\ntransport = \"tls\"\npublic_address = \"here\"\nring_seconds = 0\n\
             rtp_ports = \"40000\"\n",
            vec!["sip.listen", "sip.transport", "sip.public_address", "sip.ring_seconds", "sip.rtp_ports"],
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
    let inbound = sip("[sip]\nlisten = \"127.0.0.1:0\"\n").unwrap();
    assert_eq!((inbound.server, inbound.calls_at_once), (None, 500));
    let file = "[sip]\nserver = \"127.0.0.1:5070\"\nusername = 200\npassword = 1234\nregister = true\n";
    let both = sip(file).unwrap();
    assert_eq!(both.listen.to_string(), "127.0.0.1:5060");
    assert_eq!((both.username.as_deref(), both.password.unwrap().reveal()), (Some("200"), "1234"));
}

#[test]
fn numbers_and_secrets_may_be_written_without_quotes() {
    let file = "[twilio]\naccount_sid = \"AC1\"\nauth_token = 123\nsms_from = 12025550100\n\
                [actions.secrets]\nkey = 42\n";
    let mut problems = Vec::new();
    let settings = Settings::check(Raw::from_text(file).unwrap(), &mut problems).unwrap();
    assert_eq!(problems, Vec::<String>::new());
    let speaking = settings.speaking;
    assert_eq!(speaking.senders.sms.as_deref(), Some("+12025550100"));
    assert_eq!(speaking.twilio.auth_token.unwrap().reveal(), "123");
    assert_eq!(speaking.action_secrets["key"].reveal(), "42");
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
         [actions.secrets]\nshop = \"sesame\"\n",
    )
    .unwrap();
    let settings = Settings::check(raw, &mut Vec::new()).unwrap();
    assert!(!format!("{settings:?}").contains("sesame"));
}
