using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Leads;

/// <summary>
/// The pages of a lead that was merged into another are those of the other: a link in an old mail leads there, and what an old tab
/// sends is done there.
/// </summary>
public sealed class MergedLeads(LeadGenDbContext db) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (
            context.RouteData.Values["id"] is string text
            && Guid.TryParse(text, out var id)
            && await db.SurvivorOfAsync(id, context.HttpContext.RequestAborted) is { } survivor
            && survivor != id
        )
        {
            var request = context.HttpContext.Request;
            var path = request.Path.Value!.Replace(text, survivor.ToString(), StringComparison.Ordinal);
            // Not for ever, since a merge can be taken back; and a post stays one.
            context.Result = new LocalRedirectResult(
                path + request.QueryString,
                permanent: false,
                preserveMethod: true
            );
            return;
        }

        await next();
    }
}

public static class MergedLeadsSetup
{
    /// <summary>For all pages of leads.</summary>
    public static IServiceCollection FollowMergedLeads(this IServiceCollection services) =>
        services.PostConfigure<RazorPagesOptions>(pages =>
            pages.Conventions.AddFolderApplicationModelConvention(
                "/Leads",
                page => page.Filters.Add(new TypeFilterAttribute(typeof(MergedLeads)))
            )
        );
}
