using LeadGen.Web.Data.Audit;
using Microsoft.AspNetCore.Authorization;

namespace LeadGen.Web.Access;

/// <summary>Says of each request that was let in who acts, for the audit log. Pages for everybody stay without, also where staff look at them.</summary>
public static class AuditedRequests
{
    internal static void UseAuditedRequests(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (
                    context.GetEndpoint()?.Metadata is { } metadata
                    && metadata.GetMetadata<IAuthorizeData>() is not null
                    && metadata.GetMetadata<IAllowAnonymous>() is null
                    && ActorOf(context) is { } actor
                )
                {
                    context.Features.Set(actor);
                }

                return next(context);
            }
        );

    /// <summary>A member of staff who is about to come in.</summary>
    /// <param name="id">Null where they are none, or not yet.</param>
    public static AuditActor ActorOf(HttpContext? context, Guid? id, string name) =>
        new(ActorKind.Staff, id, name, WayOf(context), context?.Connection.RemoteIpAddress?.ToString());

    /// <summary>What the work saves is told as theirs, though nobody is signed in: they have a link, or the word of the provider.</summary>
    public static async Task<T> ActAsync<T>(this HttpContext context, AuditActor actor, Func<Task<T>> work)
    {
        var before = context.Features.Get<AuditActor>();
        context.Features.Set(actor);
        try
        {
            return await work();
        }
        finally
        {
            context.Features.Set(before);
        }
    }

    private static AuditActor? ActorOf(HttpContext context)
    {
        var (kind, id, name) = context.User.StaffId() is { } staff
            ? (ActorKind.Staff, staff, context.User.StaffName())
            : (ActorKind.ApiKey, context.User.ApiKeyId(), context.User.ApiKeyName());
        return id is null
            ? null
            : new AuditActor(kind, id, name ?? "", WayOf(context), context.Connection.RemoteIpAddress?.ToString());
    }

    private static string WayOf(HttpContext? context) =>
        context?.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }
            ? $"{context.Request.Method} /{route.TrimStart('/')}"
            : "";
}
