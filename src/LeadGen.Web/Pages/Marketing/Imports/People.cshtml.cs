using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Imports;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing.Imports;

/// <summary>A list of people whom we met, called or wrote to, pasted or typed.</summary>
[RequestSizeLimit(PeopleModel.BodyMaxBytes)]
public sealed class PeopleModel(ImportIntake intake, ImportRoad road, TimeProvider time) : PageModel
{
    /// <summary>A line for each of the people, as a form sends them.</summary>
    public const int BodyMaxBytes = 4 * 1024 * 1024;

    private const string DayFormat = "yyyy-MM-dd";

    public static readonly Choice[] Kinds =
    [
        new("event", "An event: they came"),
        new("call", "Calls: we called them"),
        new("mail", "Mails or letters: we wrote to them"),
    ];

    public string Today => time.GetUtcNow().ToString(DayFormat, CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var form = Request.Form;
        var kind = Terms.Parse<PeopleListKind>(form["kind"]);
        Demand(kind is not null, "kind", "Choose what it was");
        var isDay = DateOnly.TryParseExact(
            form["day"].ToString(),
            DayFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        );
        Demand(
            isDay && day.Year >= 1970 && day <= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            "day",
            "Enter a day that is past, such as 2026-03-31"
        );
        var (name, error) = CleanText.Note(form["name"], PeopleList.NameMaxLength, "Name");
        Demand(name is not null, "name", error ?? "Give it a name, such as Hannover fair 2026");
        var people = form["people"].ToString().Split('\n').Select(PersonLine.Read).OfType<PersonLine>().ToList();
        Demand(people.Count > 0, "people", "Enter at least one person");
        Demand(
            people.Count <= PeopleList.PeopleMax,
            "people",
            $"Enter {Words.Number(PeopleList.PeopleMax)} people or fewer at once, or send them as a file"
        );
        if (ModelState.ErrorCount > 0)
        {
            return this.Refused();
        }

        var list = new PeopleList(name!.ReplaceLineEndings(" "), kind!.Value, day, people);
        var receipt = await intake.ReceiveAsync(list.Upload(User.StaffName()!), cancel);
        if (receipt.Import is not { } import)
        {
            ModelState.AddModelError("people", receipt.Error!);
            return this.Refused();
        }

        road.Asked.Call();
        return Redirect(ImportPaths.One(import.Id));
    }

    private void Demand(bool isRight, string field, string message)
    {
        if (!isRight)
        {
            ModelState.AddModelError(field, message);
        }
    }
}
