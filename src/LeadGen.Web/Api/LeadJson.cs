using System.ComponentModel;
using System.Text.Json.Serialization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;

namespace LeadGen.Web.Api;

/// <summary>A lead as the API shows it. What is not known is null.</summary>
internal sealed record LeadJson
{
    public required Guid Id { get; init; }
    public required string Email { get; init; }

    [Description("All addresses by which the lead is known, in lower case; that of email comes first.")]
    public required IReadOnlyList<string> Emails { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Company { get; init; }
    public string? JobTitle { get; init; }
    public string? Phone { get; init; }
    public string? Website { get; init; }
    public long? Employees { get; init; }
    public long? AnnualRevenue { get; init; }
    public string? Industry { get; init; }

    [Description("ISO 3166 alpha-2.")]
    public string? Country { get; init; }
    public string? Budget { get; init; }
    public string? Timeline { get; init; }
    public required IReadOnlyDictionary<string, string> Custom { get; init; }
    public required Stage Stage { get; init; }
    public required Channel Channel { get; init; }

    [Description("As last computed; null for a moment while a new lead is scored.")]
    public int? FitScore { get; init; }
    public int? EngagementScore { get; init; }
    public int? Score { get; init; }
    public int? ModelVersion { get; init; }
    public DateTimeOffset? ScoredAt { get; init; }

    [Description("The company, known by its business mail domain.")]
    public AccountJson? Account { get; init; }
    public StaffJson? Owner { get; init; }
    public TouchJson? FirstTouch { get; init; }
    public TouchJson? LastTouch { get; init; }
    public DateTimeOffset? CustomerSince { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    [Description("Not in lists: how the person stands to each purpose. Do it only where it is given.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ConsentJson>? Consents { get; init; }

    [Description("Only in the answer of POST: the facts that kept their value, because what is held weighs more.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Kept { get; init; }

    public static LeadJson Of(
        Lead lead,
        Account? account,
        StaffUser? owner,
        LeadScore? score,
        IEnumerable<string> emails
    ) =>
        new()
        {
            Id = lead.Id,
            Email = lead.Email,
            Emails =
            [
                .. emails
                    .OrderBy(email => email != EmailAddress.Parse(lead.Email).Key)
                    .ThenBy(email => email, StringComparer.Ordinal),
            ],
            FirstName = lead[LeadFields.FirstName],
            LastName = lead[LeadFields.LastName],
            Company = lead[LeadFields.Company],
            JobTitle = lead[LeadFields.JobTitle],
            Phone = lead[LeadFields.Phone],
            Website = lead[LeadFields.Website],
            Employees = AccountJson.Number(lead[LeadFields.Employees]),
            AnnualRevenue = AccountJson.Number(lead[LeadFields.AnnualRevenue]),
            Industry = lead[LeadFields.Industry],
            Country = lead[LeadFields.Country],
            Budget = lead[LeadFields.Budget],
            Timeline = lead[LeadFields.Timeline],
            Custom = lead
                .Facts.Where(fact => fact.Key.StartsWith(CustomField.Prefix, StringComparison.Ordinal))
                .ToDictionary(fact => fact.Key[CustomField.Prefix.Length..], fact => fact.Value.Value),
            Stage = lead.Stage,
            Channel = lead.Channel,
            FitScore = score?.Fit,
            EngagementScore = score?.Engagement,
            Score = score?.Score,
            ModelVersion = score?.ModelVersion,
            ScoredAt = score?.ScoredAt,
            Account = account is null ? null : AccountJson.Of(account),
            Owner = StaffJson.Of(owner),
            FirstTouch = TouchJson.Of(lead.FirstTouch),
            LastTouch = TouchJson.Of(lead.LastTouch),
            CustomerSince = lead.CustomerSince,
            CreatedAt = lead.CreatedAt,
            UpdatedAt = lead.UpdatedAt,
        };
}

internal sealed record AccountJson(
    Guid Id,
    string Domain,
    string Name,
    long? Employees,
    long? AnnualRevenue,
    string? Industry,
    string? Country
)
{
    public static AccountJson Of(Account account) =>
        new(
            account.Id,
            account.Domain,
            account.Name,
            Number(account.Facts.GetValueOrDefault(LeadFields.Employees)?.Value),
            Number(account.Facts.GetValueOrDefault(LeadFields.AnnualRevenue)?.Value),
            account.Facts.GetValueOrDefault(LeadFields.Industry)?.Value,
            account.Facts.GetValueOrDefault(LeadFields.Country)?.Value
        );

    internal static long? Number(string? text) => long.TryParse(text, out var number) ? number : null;
}

internal sealed record ConsentJson(
    string Purpose,
    [property: Description("pending is a yes that is not confirmed by mail yet.")] ConsentStanding Standing,
    DateTimeOffset? Since,
    string? TextVersion,
    [property: Description("The channel, or confirmed_link, preferences, one_click, gpc.")] string? How
)
{
    public static ConsentJson Of(ConsentState state) =>
        new(state.Purpose, state.Standing, state.Since, state.Row?.TextVersion, state.Row?.How);
}

/// <summary>A member of the staff.</summary>
internal sealed record StaffJson(Guid Id, string? Email, string Name)
{
    public static StaffJson? Of(StaffUser? user) =>
        user is null ? null : new StaffJson(user.Id, user.Email, user.DisplayName);
}

internal sealed record TouchJson(
    DateTimeOffset At,
    Channel Channel,
    string? Source,
    string? Medium,
    string? Campaign,
    string? Referrer,
    string? Term,
    string? Content,
    string? ClickId,
    string? LandingPage
)
{
    public static TouchJson? Of(Touch? touch) =>
        touch is null
            ? null
            : new TouchJson(
                touch.At,
                touch.Channel,
                touch.Source?.Name,
                touch.Source?.Medium,
                touch.Source?.Campaign,
                touch.Source?.Referrer,
                touch.Source?.Term,
                touch.Source?.Content,
                touch.Source?.ClickId,
                touch.LandingPage
            );
}
