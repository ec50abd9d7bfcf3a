using System.Globalization;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using LeadGen.Web.Nurture;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Nurture;

/// <summary>One mail of a sequence, or a new one: what it says, how it looks, and how it arrives.</summary>
public sealed class StepModel(
    LeadGenDbContext db,
    NurtureDesk desk,
    MailTemplates templates,
    MailRoute route,
    TimeProvider time
) : NurturePageModel(db, time)
{
    public static readonly string[] Fields = ["delay", "unit", "subject", "body"];
    public static readonly Choice[] Units = [new("24", "days"), new("1", "hours")];

    private const int HoursADay = 24;
    private const int UsualDays = 3;

    /// <summary>Of whom the preview is.</summary>
    private const string Reader = "Mina";

    [FromRoute(Name = "step")]
    public Guid? StepId { get; set; }

    /// <summary>As it is stored; null while it is made.</summary>
    public NurtureStep? Step { get; private set; }
    public WrittenMail? Written { get; private set; }
    public string Heading => Step?.Subject ?? "New mail";

    public int Unit => Step is { } step && step.DelayHours % HoursADay != 0 ? 1 : HoursADay;
    public string Delay => ((Step?.DelayHours / Unit) ?? UsualDays).ToString(CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = MailFrame.PolicyOfPage;
        return Page();
    }

    public async Task<IActionResult> OnGetHtmlAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Written is null)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = MailFrame.PolicyOfMail;
        return Content(Written.Html, "text/html; charset=utf-8");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
        {
            return NotFound();
        }

        var typed = new NurtureStep(
            Step?.Id ?? Guid.CreateVersion7(Now),
            SentHours(),
            Sent("subject").Trim(),
            Sent("body").Trim()
        );
        foreach (var (field, message) in NurtureRules.Check(typed))
        {
            ModelState.AddModelError(field, message);
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var by = User.StaffName()!;
        var done = await desk.ChangeAsync(
            Sequence,
            SentVersion,
            "mail written",
            (sequence, now) => sequence.Put(typed, by, now),
            cancel
        );
        if (done.Wrong is null)
        {
            return Tell("Saved. This is how it arrives.", NurturePaths.Step(Id, typed.Id) + "#preview");
        }

        Db.ChangeTracker.Clear();
        if (!await ReadAsync(cancel))
        {
            return NotFound();
        }

        ModelState.AddModelError("", done.Wrong);
        return Again(done.IsStale);
    }

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Step is null || User.StaffId() is not { } staff)
        {
            return NotFound();
        }

        var to = await Db.Users.Where(user => user.Id == staff).Select(user => user.Email).SingleAsync(cancel);
        await desk.TryOutAsync(Step, Reader, to!, staff, cancel);
        var (message, kind) = route switch
        {
            { Server: not null } => ($"On its way to {to}.", "success"),
            { Keeps: true } => ("Kept in the outbox, as no mail server is configured.", "warning"),
            _ => ("It waits: no mail server is configured. Ask an administrator to set one.", "warning"),
        };
        return Tell(message, NurturePaths.Step(Id, Step.Id), kind);
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return false;
        }

        Step = Sequence.Steps.FirstOrDefault(step => step.Id == StepId);
        if (Step is not null)
        {
            var data = JsonColumn.Write(NurtureStepper.Filled(Step, Reader, counts: false));
            Written = templates.Write(MailKind.Nurture, data, "/preferences");
        }

        return StepId is null || Step is not null;
    }

    /// <summary>−1, which no delay is, where it is no number.</summary>
    private int SentHours() =>
        int.TryParse(Sent("delay").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= NurtureRules.DelayMaxHours
            ? number * (Sent("unit") == "1" ? 1 : HoursADay)
            : -1;
}
