using System.Text.Json.Nodes;

namespace LeadGen.Web.Api;

/// <summary>What a caller can send as it stands: a body for each write by its operation, and a value for the parameters of queries.</summary>
internal static class ApiExamples
{
    public const string Email = "ada@initech.example";

    /// <summary>In place of the id of something that is the caller's own.</summary>
    public const string Id = "01981c3e-5b8a-7c00-8000-000000000000";

    private const string Model = """
        {"name":"Software companies","mql_threshold":100,"min_fit":20,
        "fit":[
            {"key":"country","label":"Where we sell","fact":"country","operator":"one_of","value":["DE","AT"],"points":30},
            {"key":"size","label":"50 to 500 employees","fact":"employees","operator":"between","value":[50,500],"points":40}],
        "engagement":[
            {"key":"pricing","label":"Looked at prices","kind":"page_view","where":{"path_prefix":"/pricing"},"points":15,
            "limit":{"times":2,"days":30},"half_life_days":30},
            {"key":"webinar","label":"Was in a webinar","kind":"webinar_attended","points":40}],
        "product":[
            {"key":"active","label":"Used it on three days","kind":"product_event","at_least":3,"within_days":14,"distinct":"days"}]}
        """;

    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["enterLead"] = $$"""
            {"email":"{{Email}}","first_name":"Ada","company":"Initech","job_title":"VP Marketing","employees":300,
            "industry":"Software","country":"DE","source":"newsletter","medium":"email"}
            """,
        ["mergeLead"] = $$"""{"into":"{{Id}}","why":"The same person by another address."}""",
        ["tellTouchpoints"] = $$"""
            {"items":[
                {"id":"0b9d1c1e-6b1f-4c3e-9a57-1f0d5c0e7a01","kind":"content_downloaded","email":"{{Email}}","properties":{"depth":"late"} },
                {"kind":"page_view","email":"{{Email}}","path":"/pricing","occurred_at":"2025-03-31T14:00:00Z"}]}
            """,
        ["tellProductEvents"] = $$"""
            {"items":[{"id":"0b9d1c1e-6b1f-4c3e-9a57-1f0d5c0e7a03","kind":"product_event","email":"{{Email}}","properties":{"name":"project_created"} }]}
            """,
        ["tellConversation"] = $$"""
            {"external_id":"chat-4711","email":"{{Email}}","intent":"stated","summary":"Wants 40 seats by May.",
            "messages":[
                {"at":"2025-03-31T14:00:00Z","from":"visitor","text":"Hello, do you do 40 seats?"},
                {"at":"2025-03-31T14:00:20Z","from":"agent","text":"We do. By when?"}]}
            """,
        ["requestByService"] = $$"""
            {"email":"{{Email}}","request":"A second plant wants it too.","account":"Initech","urgency":"high","reported_by":"sam@example.com"}
            """,
        ["recordOutcome"] = $$"""{"email":"{{Email}}","result":"won","amount":12000,"currency":"EUR"}""",
        ["putDraftModel"] = Model,
        ["publishDraftModel"] = """{"why":"Webinars count more."}""",
        ["acceptHandoff"] = """{"version":1}""",
        ["startHandoff"] = """{"version":2}""",
        ["qualifyHandoff"] = """
            {"version":3,"checklist":{"need":"yes","authority":"yes","budget":{"answer":"unknown","note":"Asks the board."}}}
            """,
        ["recycleHandoff"] = """{"version":3,"reason":"no_budget","note":"Next year."}""",
        ["rejectHandoff"] = """{"version":1,"reason":"bad_data"}""",
        ["disqualifyHandoff"] = """{"version":3,"reason":"bad_data"}""",
        ["undoHandoff"] = """{"version":4}""",
        ["reassignHandoff"] = """{"version":1,"owner":"rita@example.com"}""",
    };

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["email"] = Email,
        ["stage"] = "mql,sql",
        ["min_score"] = "80",
        ["q"] = "initech",
        ["limit"] = "20",
        ["updated_since"] = "2025-01-01T00:00:00Z",
        ["as_of"] = "2025-03-31T14:00:00Z",
        ["known_at"] = "2025-03-31T14:00:00Z",
        ["state"] = "open",
        ["file"] = "leads.csv",
        ["name"] = "leads.csv",
        ["dry_run"] = "true",
    };

    /// <summary>Null where a call takes no body.</summary>
    public static JsonNode? BodyOf(string operation) =>
        operation == "importLeads" ? JsonValue.Create($"email,first_name,company\n{Email},Ada,Initech\n")
        : Bodies.TryGetValue(operation, out var body) ? JsonNode.Parse(body)
        : null;

    /// <summary>Null where it depends on what there is.</summary>
    public static string? ValueOf(string parameter) => Parameters.GetValueOrDefault(parameter);
}
