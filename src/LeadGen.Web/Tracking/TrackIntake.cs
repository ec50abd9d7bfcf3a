using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Tracking;

/// <summary>
/// <c>POST /track</c>. A page view is answered at once, with 202, and is in its table a moment later; with a named event the answer, 204, comes
/// after the commit. Nothing is kept without consent where it is asked for, nor of a browser that opts out of tracking.
/// </summary>
public sealed class TrackIntake(TrackingPlans plans, TrackBuffer buffer, TrackRate rate, TimeProvider time)
{
    private const string RetryAfter = "10";

    public async Task PostAsync(HttpContext context, WebConsent consent)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false; // it is a script that asks
        }

        var plan = await plans.CurrentAsync(context.RequestAborted);
        context.Response.StatusCode = TrackSite.Of(context, plan) is { } site
            ? await TakeAsync(context, plan, site, consent)
            : StatusCodes.Status403Forbidden;
    }

    private async Task<int> TakeAsync(HttpContext context, TrackingPlan plan, TrackSite site, WebConsent consent)
    {
        var request = context.Request;
        if (!rate.Allows(context.Connection.RemoteIpAddress))
        {
            context.Response.Headers.RetryAfter = RetryAfter;
            return StatusCodes.Status429TooManyRequests;
        }

        var (body, status) = await TrackBody.ReadAsync(request, context.RequestAborted);
        if (body is null)
        {
            return status;
        }

        if ((VisitorCookie.Read(request) ?? body.Visitor) is not { } visitor || !plan.On)
        {
            return StatusCodes.Status204NoContent;
        }

        if (body.Consent == false)
        {
            await consent.SayAsync(visitor, false, await consent.ShownAsync(body.Version, default), "script", default);
            VisitorCookie.Refuse(context.Response, plan.CookieLasts);
            return StatusCodes.Status204NoContent;
        }

        if (VisitorCookie.OptsOut(request) || (VisitorCookie.IsRefused(request) && body.Consent is null))
        {
            return StatusCodes.Status204NoContent;
        }

        if (body.Consent == true)
        {
            await consent.SayAsync(visitor, true, await consent.ShownAsync(body.Version, default), "script", default);
        }

        // One that the server sets lasts as long as it says; a script's does not in every browser. Once: an answer that comes late must
        // not bring back a cookie that was taken away meanwhile.
        if (site.TakesCookie && (body.Consent == true || (body.Fresh && !plan.Asks)))
        {
            VisitorCookie.Write(context.Response, visitor, plan.CookieLasts);
        }

        return await KeepAsync(context, plan, site, visitor, body);
    }

    private async Task<int> KeepAsync(
        HttpContext context,
        TrackingPlan plan,
        TrackSite site,
        Guid visitor,
        TrackBody body
    )
    {
        var machine = MachineRules.ByAgent(context.Request.Headers.UserAgent);
        var rows = body
            .Events.Where(told => IsOffered(plan, told))
            .Select(told => RowOf(told, visitor, site, machine))
            .ToList();
        TrackMetrics.Told("unknown_kind", body.Events.Count - rows.Count);
        if (rows.Count == 0)
        {
            return StatusCodes.Status204NoContent;
        }

        var waits = body.Consent == true || rows.Any(row => row.Kind != TouchpointKinds.PageView);
        var stored = waits ? new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        if (!buffer.TryAdd(new TrackedRows(rows, stored)))
        {
            TrackMetrics.Told("full", rows.Count);
            context.Response.Headers.RetryAfter = RetryAfter;
            return StatusCodes.Status503ServiceUnavailable;
        }

        return stored is null ? StatusCodes.Status202Accepted
            : await stored.Task.WaitAsync(context.RequestAborted) ? StatusCodes.Status204NoContent
            : StatusCodes.Status503ServiceUnavailable;
    }

    /// <summary>The script is in everybody's hands: it may tell page views and what the administrator named, and nothing that is worth more.</summary>
    private static bool IsOffered(TrackingPlan plan, TrackedEvent told) =>
        told.Path is ['/', ..]
        && (told.Kind == TouchpointKinds.PageView || plan.Events.Contains(told.Kind, StringComparer.Ordinal));

    private TrackedRow RowOf(TrackedEvent told, Guid visitor, TrackSite site, string? machine)
    {
        var now = time.GetUtcNow();
        return new TrackedRow(
            Guid.CreateVersion7(now),
            visitor,
            told.Kind!,
            now,
            told.Path,
            told.Kind == TouchpointKinds.PageView ? SourceOf(told, site) : null,
            site.IsOwn ? told.Properties : new Dictionary<string, string>(told.Properties) { ["site"] = site.Host },
            machine
        );
    }

    private static Source? SourceOf(TrackedEvent told, TrackSite site) =>
        ChannelRules.FromLanding(
            QueryHelpers
                .ParseQuery(told.Query)
                .ToDictionary(value => value.Key, value => value.Value.FirstOrDefault(), StringComparer.Ordinal),
            told.Referrer,
            site.Host
        );
}
