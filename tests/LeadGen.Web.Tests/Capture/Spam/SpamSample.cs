using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Web.Capture.Spam;

namespace LeadGen.Web.Tests.Capture.Spam;

/// <summary>One posted form of the corpus.</summary>
/// <param name="Shape">The kind of person or program that made it.</param>
internal sealed record SpamSample(string Shape, bool IsSpam, DateTimeOffset At)
{
    public Dictionary<string, string> Fields { get; init; } = [];
    public bool Trap { get; init; }

    /// <summary>Since the form was shown; null without a key.</summary>
    public TimeSpan? Age { get; init; }
    public bool Foreign { get; init; }
    public required IPAddress Address { get; init; }

    public PostedFrom From => new(Address, Foreign, Trap, Age is { } age ? At - age : null);

    public Answers Read()
    {
        var reading = FormReader.Read(
            null,
            Fields.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value))
        );
        Assert.True(reading.IsValid, $"{Shape}: {string.Join(", ", reading.Errors.Values)}");
        return reading.Answers;
    }
}
