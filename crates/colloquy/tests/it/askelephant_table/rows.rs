//! The rows: tables 5.1 to 5.4, 6.3, 6.10, 7.1 and 7.3 of the specification, in its order.

/// An operation.
pub struct Row {
    pub method: &'static str,
    /// With `{contact}` and the like for ids.
    pub path: &'static str,
    /// All that it needs.
    pub scopes: &'static [&'static str],
    /// A good body; empty for none.
    pub body: &'static str,
    pub success: u16,
    /// `object` of a good answer.
    pub object: &'static str,
    pub has_etag: bool,
    /// The errors that its table documents.
    pub documented: &'static [u16],
    /// Bodies, or queries that begin with `?`, and the status with which each is refused.
    pub refused: &'static [(u16, &'static str)],
}

const LIST: &[u16] = &[400, 401, 403, 429, 500];
const ITEM: &[u16] = &[401, 403, 404, 429, 500];
const CREATE: &[u16] = &[401, 403, 409, 422, 429, 500];
const UPDATE: &[u16] = &[401, 403, 404, 409, 422, 429, 500];
const WRITE: &[u16] = &[401, 403, 404, 422, 429, 500];

const fn list(path: &'static str, scopes: &'static [&'static str]) -> Row {
    Row {
        method: "GET",
        path,
        scopes,
        body: "",
        success: 200,
        object: "list",
        has_etag: false,
        documented: LIST,
        refused: &[
            (400, "?limit=0"),
            (400, "?limit=101"),
            (400, "?cursor=foreign"),
            (400, "?order_by=name:asc"),
            (400, "?filter[shoe_size][eq]=44"),
        ],
    }
}

const fn get(path: &'static str, scopes: &'static [&'static str], object: &'static str) -> Row {
    Row {
        method: "GET",
        path,
        scopes,
        body: "",
        success: 200,
        object,
        has_etag: true,
        documented: ITEM,
        refused: &[],
    }
}

const fn delete(path: &'static str, scopes: &'static [&'static str], object: &'static str) -> Row {
    Row {
        method: "DELETE",
        path,
        scopes,
        body: "",
        success: 200,
        object,
        has_etag: false,
        documented: ITEM,
        refused: &[],
    }
}

const fn set_crm(
    path: &'static str,
    scopes: &'static [&'static str],
    object: &'static str,
    body: &'static str,
) -> Row {
    Row {
        method: "PUT",
        path,
        scopes,
        body,
        success: 200,
        object,
        has_etag: false,
        documented: WRITE,
        refused: &[
            (400, "{"),
            (422, "{}"),
            (422, r#"{"object_type": "deal", "crm_object_id": "1", "source": "s"}"#),
        ],
    }
}

pub const ROWS: [Row; 28] = [
    // 5.1
    list("/api/v2/contacts", &["contacts:read"]),
    get("/api/v2/contacts/{contact}", &["contacts:read"], "contact"),
    Row {
        method: "POST",
        path: "/api/v2/contacts",
        scopes: &["contacts:write"],
        body: r#"{"first_name": "A", "emails": [{"email": "new-{number}@x.example"}]}"#,
        success: 201,
        object: "contact",
        has_etag: false,
        documented: CREATE,
        refused: &[
            (400, "{"),
            (409, r#"{"emails": [{"email": "{number}@x.example"}]}"#),
            (422, r#"{"emails": [{"email": "nobody"}]}"#),
            (422, "[]"),
        ],
    },
    Row {
        method: "PATCH",
        path: "/api/v2/contacts/{contact}",
        scopes: &["contacts:write"],
        body: r#"{"first_name": null}"#,
        success: 200,
        object: "contact",
        has_etag: false,
        documented: UPDATE,
        refused: &[
            (400, "{"),
            (409, r#"{"emails": [{"email": "other_{number}@x.example"}]}"#),
            (422, r#"{"first_name": ""}"#),
        ],
    },
    delete("/api/v2/contacts/{contact}", &["contacts:write"], "contact"),
    set_crm(
        "/api/v2/contacts/{contact}/crm_association",
        &["contacts:write"],
        "contact",
        r#"{"object_type": "contact", "crm_object_id": "1", "source": "s"}"#,
    ),
    delete("/api/v2/contacts/{contact}/crm_association", &["contacts:write"], "contact"),
    // 5.2
    list("/api/v2/companies", &["companies:read"]),
    get("/api/v2/companies/{company}", &["companies:read"], "company"),
    Row {
        method: "POST",
        path: "/api/v2/companies",
        scopes: &["companies:write"],
        body: r#"{"name": "A", "domains": [{"domain": "new-{number}.example"}]}"#,
        success: 201,
        object: "company",
        has_etag: false,
        documented: CREATE,
        refused: &[
            (400, "{"),
            (409, r#"{"domains": [{"domain": "c-{number}0.example"}]}"#),
            (422, r#"{"name": "A"}"#),
            (422, r#"{"domains": [{"domain": "nothing"}]}"#),
        ],
    },
    Row {
        method: "PATCH",
        path: "/api/v2/companies/{company}",
        scopes: &["companies:write"],
        body: r#"{"name": null}"#,
        success: 200,
        object: "company",
        has_etag: false,
        documented: UPDATE,
        refused: &[
            (400, "{"),
            (409, r#"{"domains": [{"domain": "c-{number}6.example"}]}"#),
            (422, r#"{"name": ""}"#),
        ],
    },
    delete("/api/v2/companies/{company}", &["companies:write"], "company"),
    set_crm(
        "/api/v2/companies/{company}/crm_association",
        &["companies:write"],
        "company",
        r#"{"object_type": "company", "crm_object_id": "1", "source": "s"}"#,
    ),
    delete("/api/v2/companies/{company}/crm_association", &["companies:write"], "company"),
    // 5.3
    list("/api/v2/users", &["users:read"]),
    get("/api/v2/users/{user}", &["users:read"], "user"),
    // 5.4
    list("/api/v2/tags", &["tags:read"]),
    get("/api/v2/tags/{tag}", &["tags:read"], "tag"),
    Row {
        method: "POST",
        path: "/api/v2/tags",
        scopes: &["tags:write"],
        body: r##"{"name": "new-{number}", "hex_color": "#112233"}"##,
        success: 201,
        object: "tag",
        has_etag: false,
        documented: CREATE,
        refused: &[
            (400, "{"),
            (409, r#"{"name": "{number}"}"#),
            (422, "{}"),
            (422, r#"{"name": "a", "hex_color": "red"}"#),
        ],
    },
    Row {
        method: "PATCH",
        path: "/api/v2/tags/{tag}",
        scopes: &["tags:write"],
        body: r#"{"description": "d"}"#,
        success: 200,
        object: "tag",
        has_etag: false,
        documented: UPDATE,
        refused: &[(400, "{"), (409, r#"{"name": "other_{number}"}"#), (422, r#"{"name": " "}"#)],
    },
    delete("/api/v2/tags/{tag}", &["tags:write"], "tag"),
    // 6.3; its 404 means that the workspace is gone, which nothing does.
    Row {
        method: "POST",
        path: "/api/v2/engagements",
        scopes: &["engagements:write"],
        body: r#"{"type": "CALL", "title": "t", "source_system": "s", "external_id": "new-{number}", "run_workflows": false,
            "transcript_timeline": {"speakers": [{}], "entries": [{"speaker_index": 0, "start_seconds": 0, "end_seconds": 1, "text": "a"}]}}"#,
        success: 201,
        object: "engagement",
        has_etag: false,
        documented: &[400, 401, 403, 409, 422, 429, 500],
        refused: &[
            (400, "{"),
            (400, "{}"),
            (
                409,
                r#"{"type": "CALL", "title": "t", "source_system": "s", "external_id": "gone:{number}", "run_workflows": false,
                "transcript_timeline": {"speakers": [{}], "entries": [{"speaker_index": 0, "start_seconds": 0, "end_seconds": 1, "text": "a"}]}}"#,
            ),
            (
                422,
                r#"{"type": "CALL", "title": "t", "source_system": "s", "external_id": "bad-{number}", "run_workflows": false,
                "media_url": "http://192.0.2.1/a.mp3"}"#,
            ),
        ],
    },
    // 6.10
    list("/api/v2/engagements", &["engagements:read"]),
    Row {
        documented: &[400, 401, 403, 404, 429, 500],
        refused: &[(400, "?expand=everything")],
        ..get("/api/v2/engagements/{engagement}", &["engagements:read"], "engagement")
    },
    Row {
        method: "PUT",
        path: "/api/v2/engagements/{engagement}/contacts",
        scopes: &["engagements:write"],
        body: r#"{"contact_ids": ["{contact}"]}"#,
        success: 200,
        object: "engagement",
        has_etag: false,
        documented: WRITE,
        refused: &[(400, "{"), (422, "{}"), (422, r#"{"contact_ids": ["cnt_01KFXKBAV0R7S2VBVK3QSBHMR3"]}"#)],
    },
    Row {
        method: "PUT",
        path: "/api/v2/engagements/{engagement}/tags",
        scopes: &["engagements:write"],
        body: r#"{"tag_ids": ["{tag}"]}"#,
        success: 200,
        object: "engagement",
        has_etag: false,
        documented: WRITE,
        refused: &[(400, "{"), (422, "{}"), (422, r#"{"tag_ids": ["tag_01KFXKBAV0R7S2VBVK3QSBHMR3"]}"#)],
    },
    // 7.1
    Row {
        has_etag: false,
        ..get(
            "/api/v2/engagements/{engagement}/transcript_timeline",
            &["transcript_timelines:read"],
            "transcript_timeline",
        )
    },
    // 7.3
    Row {
        method: "POST",
        path: "/api/v2/engagements/{engagement}/transcript_comments",
        scopes: &["engagements:read", "transcript_comments:write"],
        body: r#"{"body": "b"}"#,
        success: 201,
        object: "transcript_comment",
        has_etag: false,
        documented: WRITE,
        refused: &[(400, "{"), (422, r#"{"body": "  "}"#)],
    },
];
