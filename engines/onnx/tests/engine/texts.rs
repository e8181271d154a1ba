//! Sentence vectors.

use colloquy_engine::protocol::{EMBED_TEXTS, EmbedResult, EmbedTextsParams};

use crate::support::{Engine, cosine};

#[test]
fn sentences_of_one_meaning_are_near_each_other() {
    let mut engine = Engine::start("texts", "minilm-l6-v2");
    assert_eq!(engine.hello.methods, [EMBED_TEXTS]);
    let long = "é ".repeat(40_000);
    let texts = ["The invoice was charged twice.", "I was billed two times.", "The sky is blue.", "", &long];
    let params = EmbedTextsParams { texts: texts.map(str::to_owned).to_vec() };
    let answer: EmbedResult = engine.ask(EMBED_TEXTS, &params).unwrap();
    let vectors = &answer.vectors;
    assert_eq!(vectors.len(), texts.len());
    for vector in vectors {
        assert_eq!(vector.len(), 384);
        assert!((cosine(vector, vector) - 1.0).abs() < 1e-3);
    }
    assert!(cosine(&vectors[0], &vectors[1]) > 0.5, "{}", cosine(&vectors[0], &vectors[1]));
    assert!(cosine(&vectors[0], &vectors[2]) < 0.3, "{}", cosine(&vectors[0], &vectors[2]));

    let alone = EmbedTextsParams { texts: vec![texts[1].to_owned()] };
    let again: EmbedResult = engine.ask(EMBED_TEXTS, &alone).unwrap();
    assert!(cosine(&again.vectors[0], &vectors[1]) > 0.999, "a text's vector depends on the text alone");
    engine.finish();
}
