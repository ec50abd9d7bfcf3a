using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Data;
using LeadGen.Web.Nurture;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing.Nurture;

/// <summary>How fast all sequences together may be.</summary>
public sealed partial class PaceModel(LeadGenDbContext db, ILogger<PaceModel> log) : PageModel
{
    public static readonly string[] Fields = ["from", "until", "mails", "days"];
    public static readonly Choice[] Clicks =
    [
        new(Terms.Of(ClicksOf.Agreed), "Those who agreed, on the page of their preferences"),
        new(Terms.Of(ClicksOf.NotRefused), "All who did not say no, as no law asks for more"),
    ];

    private const string TimeFormat = "HH:mm";

    public NurturePace Pace { get; private set; } = NurturePace.Default;

    public static string Text(TimeOnly time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>"from 08:00 to 20:00 where the reader is, not on weekends, and at most 2 within 7 days".</summary>
    public static string InWords(NurturePace pace) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"from {Text(pace.Hours.From)} to {Text(pace.Hours.Until)} where the reader is{(pace.Hours.Weekends ? "" : ", not on weekends")}, and at most {pace.Cap.Mails} within {pace.Cap.Days} {(pace.Cap.Days == 1 ? "day" : "days")} for one person"
        );

    public async Task OnGetAsync(CancellationToken cancel) => Pace = await db.ReadPaceAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Pace = new NurturePace(
            new SendingHours(Time("from"), Time("until"), Request.Form["weekends"] == "true"),
            new MailCap(Number("mails"), Number("days")),
            Terms.Parse<ClicksOf>(Request.Form["clicks"]) ?? ClicksOf.Agreed
        );
        Demand("until", Pace.Hours.Wrong);
        Demand("mails", Pace.Cap.Wrong);
        if (ModelState.IsValid)
        {
            await db.SavePaceAsync(Pace, cancel);
            LogSaved(Pace.Cap.Mails, Pace.Cap.Days);
            TempData["Flash"] = "Saved. It holds for every mail from now on.";
            return Redirect(NurturePaths.List);
        }

        return this.Refused();
    }

    private TimeOnly Time(string field)
    {
        if (
            !TimeOnly.TryParseExact(
                Request.Form[field].ToString().Trim(),
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
        )
        {
            ModelState.AddModelError(field, "Enter a time such as 08:00");
        }

        return time;
    }

    private int Number(string field) =>
        int.TryParse(
            Request.Form[field].ToString().Trim(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;

    private void Demand(string field, string? wrong)
    {
        if (
            wrong is not null
            && ModelState.GetFieldValidationState(field)
                != Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid
        )
        {
            ModelState.AddModelError(field, wrong);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The pace of sequences was changed: at most {Mails} mails within {Days} days"
    )]
    private partial void LogSaved(int mails, int days);
}
