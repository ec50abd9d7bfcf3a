using System.Globalization;
using LeadGen.Web.Data.Audit;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Access;

/// <summary>
/// Who looks at people is told, once an hour for each thing and each list: which route shows people stands here. A list is told with the
/// names of what it was narrowed by, never with what was asked for: that may be somebody's name.
/// </summary>
public sealed class PersonReads : IAsyncResultFilter, IEndpointFilter
{
    private const string Leads = "leads";
    private const int NamesMaxLength = 100;

    /// <summary>Routes of one thing, by the table whose row it is.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfOne = new Dictionary<string, string>
    {
        ["leads/{id:guid}"] = Leads,
        ["leads/{id:guid}/conversation"] = Leads,
        ["leads/{id:guid}/edit"] = Leads,
        ["leads/{id:guid}/mail"] = Leads,
        ["leads/{id:guid}/merge/{other:guid}"] = Leads,
        ["leads/{id:guid}/person"] = Leads,
        ["leads/{id:guid}/privacy"] = Leads,
        ["leads/{id:guid}/task"] = Leads,
        ["accounts/{id:guid}"] = "accounts",
        ["marketing/submissions/{id:guid}"] = "submissions",
        ["outbox/{id:guid}"] = "mails",
        ["admin/webhooks/{id:guid}/{told:guid}"] = "events",
        ["api/v1/leads/{id:guid}"] = Leads,
        ["api/v1/leads/{id:guid}/score"] = Leads,
        ["api/v1/leads/{id:guid}/timeline"] = Leads,
        ["api/v1/handoffs/{id:guid}"] = "handoffs",
    };

    /// <summary>Routes of lists.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfMany = new Dictionary<string, string>
    {
        ["leads"] = Leads,
        ["leads/duplicates"] = "duplicates",
        ["queue"] = "handoffs",
        ["tasks"] = "tasks",
        ["insights/leads"] = Leads,
        ["insights/handoffs"] = "handoffs",
        ["marketing/submissions"] = "submissions",
        ["marketing/nurture/{id:guid}/people"] = Leads,
        ["marketing/offers/{id:guid}/test/leads"] = Leads,
        ["marketing/offers/{id:guid}/delivery/registrations"] = Leads,
        ["admin/mail"] = "mails",
        ["outbox"] = "mails",
        ["api/v1/leads"] = Leads,
        ["api/v1/handoffs"] = "handoffs",
    };

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is PageResult)
        {
            await NoteAsync(context.HttpContext);
        }

        await next();
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        if (result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK })
        {
            await NoteAsync(context.HttpContext);
        }

        return result;
    }

    private static Task NoteAsync(HttpContext http)
    {
        if (
            !HttpMethods.IsGet(http.Request.Method)
            || http.Features.Get<AuditActor>() is null
            || http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } raw }
        )
        {
            return Task.CompletedTask;
        }

        var route = raw.Trim('/');
        var (kind, id) =
            OfOne.TryGetValue(route, out var one) ? (one, IdOf(http.Request.RouteValues))
            : OfMany.TryGetValue(route, out var many) ? (many, ListOf(http.Request))
            : (null, null);
        return kind is null || id is null
            ? Task.CompletedTask
            : http.RequestServices.GetRequiredService<AuditBook>().NoteReadAsync(kind, id, http.RequestAborted);
    }

    private static string? IdOf(RouteValueDictionary values) =>
        Convert.ToString(
            values.GetValueOrDefault("told") ?? values.GetValueOrDefault("id"),
            CultureInfo.InvariantCulture
        );

    /// <summary>"/leads?owner,stage": no path of a list holds anything of a person.</summary>
    private static string ListOf(HttpRequest request)
    {
        var names = request
            .Query.Where(asked => asked.Value.Any(value => value?.Length > 0) && IsName(asked.Key))
            .Select(asked => asked.Key)
            .Order(StringComparer.Ordinal);
        var told = string.Join(',', names);
        told = told.Length > NamesMaxLength ? told[..NamesMaxLength] : told;
        return request.Path + (told.Length > 0 ? "?" + told : "");
    }

    /// <summary>Of our own making: whoever writes an address by hand can write anything.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 30 && name.All(letter => char.IsAsciiLetterLower(letter) || letter == '_');
}
