using System.Diagnostics.CodeAnalysis;

namespace LeadGen.Domain.Capture;

/// <summary>What somebody answered, clean: read by <see cref="FormReader"/>. What was not answered is absent.</summary>
/// <param name="Facts">Fact to text: whole numbers in invariant digits, the country as upper-case alpha-2, yes and no as <c>true</c> and <c>false</c>.</param>
public sealed record Answers(
    EmailAddress Email,
    IReadOnlyDictionary<string, string> Facts,
    string? Message = null,
    NextStep? NextStep = null,
    bool? ConsentMarketing = null
);

/// <summary>The answers, or what is wrong: posted field to one message that says what to do.</summary>
/// <param name="Answers">Null when there are errors.</param>
public sealed record FormReading(Answers? Answers, IReadOnlyDictionary<string, string> Errors)
{
    [MemberNotNullWhen(true, nameof(Answers))]
    public bool IsValid => Answers is not null;
}
