using System.Globalization;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LeadGen.Web.Pages.Leads;

/// <summary>What is asked of a score in the page's address: as of when, by which version, by what was known then. Nothing asks for the present.</summary>
/// <param name="AsOfText">As it was typed, for the field.</param>
/// <param name="KnownThen">Without what was recorded later.</param>
public sealed record ScoreQuestion(string AsOfText, DateTimeOffset? AsOf, string Version, bool KnownThen)
{
    public const string AsOfField = "as_of";
    public const string VersionField = "model";
    public const string KnownThenField = "known_then";

    public static readonly ScoreQuestion Present = new("", null, "", KnownThen: false);

    private const string FieldFormat = "yyyy-MM-ddTHH:mm:ss";

    // What a date-time field sends, what people type where there is none, and what the API answers.
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK",
    ];

    public bool IsAsked => AsOfText.Length > 0 || Version.Length > 0;

    public static ScoreQuestion Read(IQueryCollection query, LeadScoring scoring, ModelStateDictionary errors)
    {
        var typed = query[AsOfField].ToString().Trim();
        var (asOf, error) = Instant(typed, scoring);
        if (error is not null)
        {
            errors.AddModelError(AsOfField, error);
        }

        var text = asOf?.UtcDateTime.ToString(FieldFormat, CultureInfo.InvariantCulture) ?? typed;
        return new ScoreQuestion(
            text.EndsWith(":00", StringComparison.Ordinal) && text.Length == FieldFormat.Length ? text[..^3] : text,
            asOf,
            query[VersionField].ToString().Trim(),
            query[KnownThenField].ToString().Contains("true", StringComparison.Ordinal)
        );
    }

    /// <summary>The version in force first.</summary>
    public static async Task<IReadOnlyList<Choice>> ChoicesAsync(LeadScoring scoring, CancellationToken cancel)
    {
        var versions = await scoring.VersionsAsync(cancel);
        return
        [
            new Choice("", "The version in force"),
            .. versions.Select(version =>
                version is { } number
                    ? new Choice(number.ToString(CultureInfo.InvariantCulture), $"Version {number}")
                    : new Choice(LeadScoring.Draft, "The draft")
            ),
        ];
    }

    /// <summary>The score that is asked for; the present one where what is asked can't be, and then the errors say why.</summary>
    public async Task<ExplainedScore> AnswerAsync(
        LeadScoring scoring,
        LeadView view,
        DateTimeOffset now,
        ModelStateDictionary errors,
        CancellationToken cancel
    )
    {
        if (!IsAsked)
        {
            return view.Score;
        }

        if (await scoring.FindModelAsync(Version.Length == 0 ? null : Version, cancel) is not { } by)
        {
            errors.AddModelError(VersionField, "There is no such version any more: choose one of these");
            return view.Score;
        }

        return errors.IsValid
            ? await scoring.ExplainAsync(view.Lead, by, AsOf ?? now, KnownThen ? AsOf : null, cancel)
            : view.Score;
    }

    /// <summary>Is what is shown the score of now, by the version in force?</summary>
    public bool IsPresent(ExplainedScore shown, ExplainedScore present) =>
        ReferenceEquals(shown, present) || (AsOf is null && shown.By.Version == present.By.Version);

    private static (DateTimeOffset? At, string? Error) Instant(string typed, LeadScoring scoring)
    {
        if (typed.Length == 0)
        {
            return (null, null);
        }

        if (
            !DateTimeOffset.TryParseExact(
                typed,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var at
            )
            || at < DateTimeOffset.UnixEpoch
        )
        {
            return (null, "Enter a day and time in UTC from 1970 on, such as 2026-03-31T14:00");
        }

        return scoring.IsAhead(at) ? (null, "Enter a day and time that is past: it is in UTC") : (at, null);
    }
}
