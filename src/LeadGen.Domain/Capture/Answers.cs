using System.Diagnostics.CodeAnalysis;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Capture;

/// <summary>What somebody answered, clean: read by <see cref="FormReader"/>. What was not answered is absent.</summary>
/// <param name="Facts">Fact to text: whole numbers in invariant digits, the country as upper-case alpha-2, yes and no as <c>true</c> and <c>false</c>, a date as <c>2026-12-31</c>, several choices with commas between.</param>
public sealed record Answers(
    EmailAddress Email,
    IReadOnlyDictionary<string, string> Facts,
    string? Message = null,
    NextStep? NextStep = null,
    bool? ConsentMarketing = null
)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>Question of a quiz to what was chosen.</summary>
    public IReadOnlyDictionary<string, string> Quiz { get; init; } = None;

    /// <summary>The clean answer to a field of a form, by its key; null where there is none.</summary>
    public string? this[string key] =>
        key switch
        {
            LeadFields.Email => Email.Value,
            LeadFields.Message => Message,
            LeadFields.NextStep => NextStep is { } next ? Terms.Of(next) : null,
            LeadFields.ConsentMarketing => ConsentMarketing is { } yes ? (yes ? YesNo.Yes : YesNo.No) : null,
            _ => Facts.GetValueOrDefault(key) ?? Quiz.GetValueOrDefault(key),
        };
}

/// <summary>The answers, or what is wrong: posted field to one message that says what to do.</summary>
/// <param name="Answers">Null when there are errors.</param>
public sealed record FormReading(Answers? Answers, IReadOnlyDictionary<string, string> Errors)
{
    [MemberNotNullWhen(true, nameof(Answers))]
    public bool IsValid => Answers is not null;
}
