using System.Globalization;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;

namespace LeadGen.Web.Handoffs;

/// <summary>
/// The day from which on a recycled lead is to be looked at again is a task of whoever had it: they are told when it has come, once.
/// Stage and score stay as they are.
/// </summary>
internal static class WakeUpTask
{
    private const string What = "Look at it again: ";

    /// <param name="staffId">Who is to look.</param>
    public static LeadTask Of(Handoff recycled, Reason reason, Guid staffId, DateTimeOffset now) =>
        new()
        {
            Id = IdOf(recycled),
            LeadId = recycled.LeadId,
            Title = What + reason.Label[..Math.Min(reason.Label.Length, LeadTask.TitleMaxLength - What.Length)],
            DueAt = recycled.Until!.Value,
            StaffId = staffId,
            CreatedBy = recycled.LastActor ?? "",
            CreatedAt = now,
        };

    /// <summary>Of the recycling that raised the hand-off to its version, so that an undo finds it.</summary>
    public static Guid IdOf(Handoff recycled) =>
        StableId.Of("look again", recycled.Id.ToString(), recycled.Version.ToString(CultureInfo.InvariantCulture));
}
