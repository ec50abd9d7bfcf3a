using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Imports;

namespace LeadGen.Web.Imports;

/// <summary>What we did with the people of a list.</summary>
public enum PeopleListKind
{
    Event,
    Call,
    Mail,
}

/// <summary>
/// People whom we met, called or wrote to, as staff enter them: it comes in as a file would, with a touchpoint for each, and with the
/// list as their source where they are new.
/// </summary>
/// <param name="Name">Of the event, or of the campaign.</param>
public sealed record PeopleList(string Name, PeopleListKind Kind, DateOnly Day, IReadOnlyList<PersonLine> People)
{
    public const int PeopleMax = 5000;
    public const int NameMaxLength = 60;

    // No file has these columns, so that the map of a list is proposed for none.
    private static readonly string[] Columns =
    [
        "email",
        "first_name",
        "last_name",
        "company",
        "entered_day",
        "entered_as",
    ];

    private (string Channel, string Medium, string Touchpoint) Way =>
        Kind switch
        {
            PeopleListKind.Event => ("event", "event", TouchpointKinds.EventAttended),
            PeopleListKind.Call => ("phone", "call", TouchpointKinds.PhoneCall),
            PeopleListKind.Mail => ("email", "email", TouchpointKinds.EmailSent),
        };

    /// <param name="by">As colleagues shall read it.</param>
    public ImportUpload Upload(string by) =>
        new($"{Name}.csv", new MemoryStream(Encoding.UTF8.GetBytes(Csv())), by, ImportState.Running)
        {
            MapText = Map(),
        };

    /// <summary>Who stands on the same list twice was there once.</summary>
    private string Csv()
    {
        var day = Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var csv = new StringBuilder(string.Join(',', Columns)).Append('\n');
        foreach (var person in People)
        {
            var key = EmailAddress.TryParse(person.Email, out var email) ? email.Key : person.Email;
            csv.AppendJoin(
                    ',',
                    new[]
                    {
                        person.Email,
                        person.FirstName,
                        person.LastName,
                        person.Company,
                        day,
                        $"{day} {key}",
                    }.Select(Quoted)
                )
                .Append('\n');
        }

        return csv.ToString();
    }

    private string Map()
    {
        var (channel, medium, touchpoint) = Way;
        return JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["name"] = $"{medium} list: {Name}",
                ["separator"] = ",",
                ["key"] = "entered_as",
                ["email"] = "email",
                ["occurred_at"] = "entered_day",
                ["channel"] = Always(channel),
                ["source"] = Always("outreach"),
                ["medium"] = Always(medium),
                ["campaign"] = Always(Name),
                ["facts"] = new Dictionary<string, string>
                {
                    ["first_name"] = "first_name",
                    ["last_name"] = "last_name",
                    ["company"] = "company",
                },
                ["touchpoints"] = new[]
                {
                    new Dictionary<string, object> { ["kind"] = touchpoint, ["properties"] = Properties() },
                },
            },
            Indented
        );
    }

    /// <summary>Whom we called or wrote to did not begin it.</summary>
    private Dictionary<string, object> Properties()
    {
        var properties = new Dictionary<string, object> { ["list"] = Always(Name) };
        if (Kind is not PeopleListKind.Event)
        {
            properties["direction"] = Always("outbound");
        }

        return properties;
    }

    private static Dictionary<string, string> Always(string text) => new() { ["value"] = text };

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
