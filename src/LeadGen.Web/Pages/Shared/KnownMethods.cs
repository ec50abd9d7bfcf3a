using LeadGen.Web.Pages.Admin.Users;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Shared;

/// <summary>What is sent to a page that has nothing to do with it is refused; else the page would be written without what it shows.</summary>
public sealed class KnownMethods : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var isError = context.HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        var method = context.HttpContext.Request.Method;
        if (
            context.HandlerMethod is null
            && !isError
            && context.ActionDescriptor.HandlerMethods.Count > 0
            && !HttpMethods.IsGet(method)
            && !HttpMethods.IsHead(method)
        )
        {
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return Task.CompletedTask;
        }

        return next();
    }
}

public static class KnownMethodsSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(pages => pages.Conventions.ConfigureFilter(new KnownMethods()));
        services.AddScoped<LeavingRep>();
        return services;
    }
}
