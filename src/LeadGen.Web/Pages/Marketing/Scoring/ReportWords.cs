using System.Globalization;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>What replays found, as people read it: no digits that the numbers behind them do not bear.</summary>
public static class ReportWords
{
    public static string Percent(double? rate) =>
        rate is { } known ? (known * 100).ToString("0", CultureInfo.InvariantCulture) + " %" : "–";

    /// <summary>"54 % (48 to 60 %) of 334", or that there is not enough to judge by.</summary>
    public static string Of(Share share)
    {
        if (share.Of == 0)
        {
            return "none judged";
        }

        if (!share.IsEnough)
        {
            return $"{Words.Number(share.Hits)} of {Words.Number(share.Of)}: not enough verdicts";
        }
        var (low, high) = share.Interval;
        return $"{Percent(share.Rate)} ({low * 100:0} to {Percent(high)}) of {Words.Number(share.Of)}";
    }

    public static string Times(double? lift) =>
        lift is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) + "×" : "–";

    /// <summary>"1.8× (1.4 to 2.2×)"; a dash where there is none.</summary>
    public static string Times(double? lift, (double Low, double High)? interval) =>
        lift is not null && interval is { } known
            ? $"{Times(lift)} ({known.Low.ToString("0.0", CultureInfo.InvariantCulture)} to {Times(known.High)})"
            : Times(lift);

    public static string PerWeek(double number) =>
        number.ToString(number < 10 ? "0.#" : "N0", CultureInfo.InvariantCulture);

    /// <summary>What share of its leads a team could not begin in time.</summary>
    public static string Late(double share) => share > 0 ? $"{Percent(share)} would wait" : "none";

    public static string NameOf(int? version) =>
        version is { } number ? $"version {number.ToString(CultureInfo.InvariantCulture)}" : "the draft";

    /// <summary>Is it of the draft as it is now, or of what is in force now? What counts is what the draft says, not how often it was touched.</summary>
    public static bool IsCurrent(Replay replay, ScoringModelVersion? draft, ScoringModelVersion published) =>
        replay.AgainstVersion == published.Version
        && (
            replay.ModelVersion is null
                ? draft is not null && ScoringModelJson.AreSame(replay.Model, draft.Model)
                : draft is null
        );
}
