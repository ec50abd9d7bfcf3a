using System.Security.Cryptography;
using System.Text.Json;
using LeadGen.Web.Access;
using LeadGen.Web.Data;

namespace LeadGen.Web.Api;

/// <summary>
/// A write that carries <c>Idempotency-Key</c> has its effect once: whoever sends it again, as its answer was lost, gets that answer.
/// Whoever comes while the first one runs waits for it a while.
/// </summary>
internal sealed class IdempotentCalls(RequestDelegate next, KeptAnswers answers)
{
    public const string Header = "Idempotency-Key";
    public const string RepeatedHeader = "Idempotency-Repeated";

    private const int MemoryBytes = 128 * 1024;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private const int LooksMax = 100;

    public async Task InvokeAsync(HttpContext http)
    {
        if (
            !ApiErrors.IsApi(http)
            || HttpMethods.IsGet(http.Request.Method)
            || HttpMethods.IsHead(http.Request.Method)
            || !http.Request.Headers.TryGetValue(Header, out var sent)
            || http.User.ApiKeyId() is not { } caller
        )
        {
            await next(http);
            return;
        }

        if (
            sent is not [{ Length: > 0 and <= KeptAnswer.KeyMaxLength } key]
            || !key.All(letter => letter is > ' ' and <= '~')
        )
        {
            await ApiProblems
                .Unreadable(
                    $"{Header} takes one text of 1 to {KeptAnswer.KeyMaxLength} visible characters, such as a UUID."
                )
                .ExecuteAsync(http);
            return;
        }

        var route = $"{http.Request.Method} {http.Request.Path.Value}{http.Request.QueryString.Value}";
        var call = new CallKey(caller, route, key, await HashAsync(http.Request, http.RequestAborted));
        for (var looks = 0; looks < LooksMax; looks++)
        {
            if (await answers.BeginAsync(call, http.RequestAborted) is { } begun)
            {
                http.Features.Set(begun.Call);
                await RunAsync(http, begun.Call, begun.At);
                return;
            }

            if (await answers.FindAsync(call, http.RequestAborted) is { } kept)
            {
                if (!kept.BodyHash.AsSpan().SequenceEqual(call.BodyHash))
                {
                    await ApiProblems
                        .Invalid(Header, "This key was sent with another body. Take a new one for another call")
                        .ExecuteAsync(http);
                    return;
                }

                if (kept.Status is not null)
                {
                    await RepeatAsync(http.Response, kept);
                    return;
                }
            }

            await Task.Delay(Look, http.RequestAborted);
        }

        await ApiProblems
            .MovedOn("The first call with this key still runs. Send it again in a while.")
            .ExecuteAsync(http);
    }

    /// <summary>The body is read to its end, and can be read again.</summary>
    private static async Task<byte[]> HashAsync(HttpRequest request, CancellationToken cancel)
    {
        request.EnableBuffering(MemoryBytes);
        var hash = await SHA256.HashDataAsync(request.Body, cancel);
        request.Body.Position = 0;
        return hash;
    }

    /// <summary>What has begun is done to its end though its caller goes: the answer is there when they ask again.</summary>
    private async Task RunAsync(HttpContext http, CallKey call, DateTimeOffset begun)
    {
        var (response, wire, gone) = (http.Response, http.Response.Body, http.RequestAborted);
        using var written = new MemoryStream();
        (response.Body, http.RequestAborted) = (written, CancellationToken.None);
        try
        {
            await next(http);
        }
        catch
        {
            await answers.ReleaseAsync(call, begun);
            throw;
        }
        finally
        {
            (response.Body, http.RequestAborted) = (wire, gone);
        }

        if (response.StatusCode < StatusCodes.Status400BadRequest)
        {
            await answers.KeepAsync(call, begun, AnswerOf(call, begun, response, written.ToArray()));
        }
        else
        {
            await answers.ForgetAsync(call, begun);
        }

        // An answer without a body may still get one.
        if (written.Length > 0)
        {
            written.Position = 0;
            await written.CopyToAsync(wire, http.RequestAborted);
        }
    }

    private static KeptAnswer AnswerOf(CallKey call, DateTimeOffset begun, HttpResponse response, byte[] body) =>
        new()
        {
            ApiKeyId = call.ApiKeyId,
            Route = call.Route,
            Key = call.Key,
            BodyHash = call.BodyHash,
            StartedAt = begun,
            Status = response.StatusCode,
            ContentType = response.ContentType,
            Location = response.Headers.Location,
            Body = body,
            LeadId = LeadOf(call.Route, body),
        };

    private static async Task RepeatAsync(HttpResponse response, KeptAnswer kept)
    {
        response.StatusCode = kept.Status!.Value;
        response.ContentType = kept.ContentType;
        response.Headers[RepeatedHeader] = "true";
        if (kept.Location is not null)
        {
            response.Headers.Location = kept.Location;
        }

        if (kept.Body is { Length: > 0 } body)
        {
            await response.Body.WriteAsync(body);
        }
    }

    /// <summary>Whom the answer tells of: a lead, or what belongs to one.</summary>
    private static Guid? LeadOf(string route, byte[] body)
    {
        if (body.Length == 0)
        {
            return null;
        }

        using var json = JsonDocument.Parse(body);
        var member = route.Contains($"{ApiSetup.Root}/leads", StringComparison.Ordinal) ? "id" : "lead_id";
        return
            json.RootElement.ValueKind == JsonValueKind.Object
            && json.RootElement.TryGetProperty(member, out var id)
            && id.ValueKind == JsonValueKind.String
            && id.TryGetGuid(out var lead)
            ? lead
            : null;
    }
}
