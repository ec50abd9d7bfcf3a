using System.Globalization;
using System.Text.Encodings.Web;
using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>One call to action, or a new one, and where it can stand.</summary>
public sealed class CallModel(LeadGenDbContext db, IOptions<LeadGenOptions> options, TimeProvider time)
    : OfferPageModel(db, time)
{
    public static readonly Choice[] Shapes = [new("button", "Button"), new("bar", "Bar across the page")];
    public static readonly Choice[] Styles = [new("strong", "Strong"), new("quiet", "Quiet")];

    [FromRoute(Name = "call")]
    public Guid? CallId { get; set; }

    /// <summary>As it is stored; null while it is made.</summary>
    public CallToAction? Call { get; private set; }

    public string CallSeen => (Call?.Version ?? 0).ToString(CultureInfo.InvariantCulture);
    public string Heading => Call?.Name ?? "New call to action";
    public string Address => Site + Call!.Path;

    /// <summary>For the text of an offer.</summary>
    public string Markdown => $"[{Call!.Text}]({Call.Path})";

    /// <summary>For any other site.</summary>
    public string Snippet
    {
        get
        {
            var (call, encode) = (Call!, HtmlEncoder.Default);
            var text = encode.Encode(call.Text);
            var link = call.Shape == CallShape.Button ? text : encode.Encode(Offer.CallToAction);
            var seen =
                $"<img src=\"{Site}{CallLinks.SeenPathOf(call.Id)}\" alt=\"\" width=\"1\" height=\"1\" loading=\"lazy\">";
            var anchor = $"<a href=\"{Address}\" rel=\"nofollow\">{link}</a>{seen}";
            return call.Shape == CallShape.Button ? anchor : $"<p>{text} {anchor}</p>";
        }
    }

    private string Site => options.Value.SiteOf(Request);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) && await LoadCallAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel) || !await LoadCallAsync(cancel))
        {
            return NotFound();
        }

        var content = new CallContent(
            Sent("name")?.Trim() ?? "",
            Terms.Parse<CallShape>(Sent("shape")) ?? CallShape.Button,
            Terms.Parse<CallStyle>(Sent("style")) ?? CallStyle.Strong,
            Sent("text")?.Trim() ?? "",
            Id
        );
        foreach (var (field, message) in CallRules.Check(content))
        {
            ModelState.AddModelError(field, message);
        }

        return ModelState.IsValid
            ? await KeepAsync(content, cancel)
            : await AgainAsync(StatusCodes.Status422UnprocessableEntity, cancel);
    }

    private async Task<IActionResult> KeepAsync(CallContent content, CancellationToken cancel)
    {
        if (Call is null)
        {
            var made = CallToAction.Create(content, Now);
            Db.CallsToAction.Add(made);
            await Db.SaveChangesAsync(cancel);
            return Tell("It is made. Now say where it stands.", OfferPaths.Call(Id, made.Id));
        }

        try
        {
            if (Sent(SeenField) == CallSeen)
            {
                Call.Change(content, Now);
                await Db.SaveChangesAsync(cancel);
                return Tell("Saved, wherever it stands.", OfferPaths.Call(Id, Call.Id));
            }
        }
        catch (DbUpdateConcurrencyException) { }

        Db.ChangeTracker.Clear();
        await LoadCallAsync(cancel);
        ModelState.AddModelError(
            "",
            $"Somebody else saved it {Words.Ago(Call!.UpdatedAt, Now)}: “{Call.Name}”, {CallWords.Look(Call)}, “{Call.Text}”. What you typed is still here: save again to put it in."
        );
        return await AgainAsync(StatusCodes.Status409Conflict, cancel);
    }

    private async Task<bool> LoadCallAsync(CancellationToken cancel)
    {
        Call = CallId is null
            ? null
            : await Db.CallsToAction.SingleOrDefaultAsync(call => call.Id == CallId && call.OfferId == Id, cancel);
        return CallId is null || Call is not null;
    }
}
