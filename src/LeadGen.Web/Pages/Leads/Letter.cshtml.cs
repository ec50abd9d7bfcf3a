using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>A rep writes a mail to a lead.</summary>
public sealed class LetterModel(LeadGenDbContext db, LetterDesk desk, MailRoute route, TimeProvider time) : PageModel
{
    public static readonly string[] Order = ["subject", "text"];

    public Guid Key { get; private set; } = Guid.CreateVersion7(time.GetUtcNow());
    public Guid LeadId { get; private set; }
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string ReplyTo { get; private set; } = "";
    public bool HasObjected { get; private set; }

    /// <summary>Why no mail goes to this lead.</summary>
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !User.May(Policies.Sales) ? Forbid()
        : await LoadAsync(id, cancel) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!User.May(Policies.Sales))
        {
            return Forbid();
        }

        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        var (subject, text) = (Read("subject", LetterMail.SubjectMaxLength), Read("text", LetterMail.TextMaxLength));
        Key = Guid.TryParse(Request.Form["key"], out var key) ? key : Key;
        if (ModelState.ErrorCount == 0 && Refusal is null)
        {
            Refusal = await desk.SendAsync(
                new Letter(
                    Key,
                    id,
                    User.StaffId()!.Value,
                    User.StaffName()!,
                    ReplyTo,
                    subject.ReplaceLineEndings(" "),
                    text
                ),
                cancel
            );
        }

        if (ModelState.ErrorCount > 0 || Refusal is not null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        (TempData["Flash"], TempData["FlashKind"]) = route switch
        {
            { Server: not null } => ("On its way. The timeline says when it is sent.", "success"),
            { Keeps: true } => ("Kept in the outbox, as no mail server is configured.", "warning"),
            _ => ("It waits: no mail server is configured. Ask an administrator to set one.", "warning"),
        };
        return RedirectToPage("/Leads/Lead", new { id });
    }

    private string Read(string field, int maxLength)
    {
        var typed = Request.Form[field].ToString();
        ModelState.SetModelValue(field, typed, typed);
        var (clean, error) = CleanText.Note(typed, maxLength, field == "text" ? "Text" : "Subject");
        if (clean is null)
        {
            ModelState.AddModelError(
                field,
                error ?? (field == "text" ? "Write what you want to say" : "Say what it is about")
            );
        }

        return clean ?? "";
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == id, cancel) is not { } lead)
        {
            return false;
        }

        (LeadId, Email, Refusal) = (lead.Id, lead.Email, LetterDesk.WhyNot(lead));
        Name = LeadWords.Name(lead["first_name"], lead["last_name"], lead.Email);
        HasObjected = await desk.HasObjectedAsync(id, cancel);
        ReplyTo =
            await db
                .Users.Where(user => user.Id == User.StaffId())
                .Select(user => user.Email)
                .SingleOrDefaultAsync(cancel)
            ?? "";
        return true;
    }
}
