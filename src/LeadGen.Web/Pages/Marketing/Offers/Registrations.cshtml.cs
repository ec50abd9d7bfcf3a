using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>Who registered for a webinar or event, and who came: marked one by one, or by a list of addresses.</summary>
[RequestSizeLimit(RegistrationsModel.BodyMaxBytes)]
public sealed class RegistrationsModel(LeadGenDbContext db, Attendance attendance, PoolDesk pool, TimeProvider time)
    : OfferPageModel(db, time)
{
    /// <summary>The addresses of a full hall, as a form sends them.</summary>
    public const int BodyMaxBytes = 2 * 1024 * 1024;

    public static readonly string[] Fields = ["addresses"];

    private const int StrangersShown = 10;
    private static readonly char[] Separators = [',', ';', '\t', '\n', ' ', '"', '<', '>'];

    public IReadOnlyList<Registration> Rows { get; private set; } = [];

    /// <summary>Null at the end of the list.</summary>
    public string? Next { get; private set; }
    public bool IsFurther { get; private set; }

    /// <summary>Of seats; null where there is no limit.</summary>
    public PoolCount? Count { get; private set; }

    /// <summary>Nobody can have come yet.</summary>
    public bool IsAhead => Offer.Delivery.StartsAt > Now;

    public async Task<IActionResult> OnGetAsync(string? before, CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        await ListAsync(Instant(before), cancel);
        return Page();
    }

    /// <summary>One of them was there.</summary>
    public async Task<IActionResult> OnPostCameAsync(Guid lead, string? back, CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        var path = Path(Instant(back));
        return IsAhead ? Tell(NotYet, path, "warning")
            : await attendance.MarkAsync(Offer, lead, cancel) ? Tell("Marked. It counts for the score.", path)
            : Tell("They were marked before, or never registered.", path, "warning");
    }

    /// <summary>These addresses were there.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        var addresses = Addresses(Sent("addresses") ?? "");
        var wrong =
            IsAhead ? NotYet
            : addresses.Count == 0 ? "Enter the addresses of those who came"
            : addresses.Count > Attendance.PastedMax
                ? $"Enter {Words.Number(Attendance.PastedMax)} addresses or fewer at once"
            : null;
        if (wrong is not null)
        {
            ModelState.AddModelError("addresses", wrong);
            await ListAsync(null, cancel);
            return await AgainAsync(StatusCodes.Status422UnprocessableEntity, cancel);
        }

        var marked = await attendance.MarkAsync(Offer, addresses, cancel);
        return Tell(Told(marked), Path(null), marked.Strangers.Count > 0 ? "warning" : "success");
    }

    public string Path(DateTimeOffset? before) =>
        DeliveryUpload.RegistrationsPath(Id) + (before is { } at ? $"?before={Cursor(at)}" : "");

    public static string Cursor(DateTimeOffset at) => at.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private const string NotYet = "It has not begun yet, so nobody can have come";

    private async Task<bool> FindAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) && Offer.Kind is OfferKind.Webinar or OfferKind.Event;

    private async Task ListAsync(DateTimeOffset? before, CancellationToken cancel)
    {
        var rows = await Attendance.ListAsync(Db, Offer, before, cancel);
        Rows = [.. rows.Take(Attendance.PageSize)];
        Next = rows.Count > Attendance.PageSize ? Path(Rows[^1].At) : null;
        IsFurther = before is not null;
        Count = Offer.Delivery.Seats is null ? null : await pool.CountAsync(Db, Offer, cancel);
    }

    /// <summary>Whatever stands in the text that is an address: a column, a CSV, or names with addresses.</summary>
    private static List<EmailAddress> Addresses(string text) =>
        [
            .. text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(word => word.Contains('@', StringComparison.Ordinal))
                .Select(word => EmailAddress.TryParse(word, out var address) ? address : null)
                .OfType<EmailAddress>(),
        ];

    private static string Told(AttendanceMarked marked) =>
        $"{Words.Number(marked.Marked)} marked as there."
        + (marked.Before > 0 ? $" {Words.Number(marked.Before)} were marked before." : "")
        + (
            marked.Strangers.Count > 0
                ? $" {Words.Number(marked.Strangers.Count)} did not register and were left out: "
                    + string.Join(", ", marked.Strangers.Take(StrangersShown))
                    + (marked.Strangers.Count > StrangersShown ? ", …" : "")
                    + "."
                : ""
        );

    private static DateTimeOffset? Instant(string? ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(at, TimeSpan.Zero)
            : null;
}
