using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>What the pages of an offer's form have in common. A field of the company's own means the same in the forms of all offers.</summary>
public abstract class FormPageModel(LeadGenDbContext db, TimeProvider time) : OfferPageModel(db, time)
{
    public string Here => OfferPaths.Form(Id);

    /// <summary>Changes the form, or says at each part what is wrong with it.</summary>
    /// <param name="partOf">The field of the page that an error belongs to; empty for the page as a whole.</param>
    protected async Task<IActionResult> ChangeAsync(
        Func<OfferContent, OfferContent> change,
        string done,
        Func<FormProblem, string> partOf,
        CancellationToken cancel
    )
    {
        await using var transaction = await Db.Database.BeginTransactionAsync(cancel);
        // One after the other, so that no two forms give one field two types at once.
        await Db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended('forms of offers', 0))",
            cancel
        );
        var others = await Db
            .Offers.AsNoTracking()
            .Where(other => other.Id != Id)
            .OrderBy(other => other.Slug)
            .ToListAsync(cancel);
        var content = change(Offer.Content);
        var problems = FormRules
            .Problems(content.Kind, content.Form, content.FormSettings)
            .Concat(SharedFields.Problems(content.Form, others));
        foreach (var problem in problems)
        {
            ModelState.TryAddModelError(partOf(problem), problem.Message);
        }

        var answer = await SaveAsync(offer => offer.Change(content, Now), done, Here, cancel);
        await transaction.CommitAsync(cancel);
        return answer;
    }
}
