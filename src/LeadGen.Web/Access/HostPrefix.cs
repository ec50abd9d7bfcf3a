using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace LeadGen.Web.Access;

/// <summary>
/// On a safe connection every cookie of ours is named <c>__Host-leadgen_…</c>, also those whose writers know one name only: what guards
/// forms, flash messages, and the way to the provider and back.
/// </summary>
public static class HostPrefix
{
    private const string Prefix = "__Host-";
    private const string Ours = "leadgen_";

    internal static void UseHostPrefix(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.IsHttps)
                {
                    context.Request.Cookies = new ReadCookies(context.Request.Cookies);
                    context.Features.Set<IResponseCookiesFeature>(new WrittenCookies(context.Response.Cookies));
                }

                return next(context);
            }
        );

    private static string Sent(string name) => name.StartsWith(Ours, StringComparison.Ordinal) ? Prefix + name : name;

    private static string Known(string name) =>
        name.StartsWith(Prefix + Ours, StringComparison.Ordinal) ? name[Prefix.Length..] : name;

    private sealed class ReadCookies(IRequestCookieCollection sent) : IRequestCookieCollection
    {
        public string? this[string key] => sent[Sent(key)];
        public int Count => sent.Count;
        public ICollection<string> Keys => [.. sent.Keys.Select(Known)];

        public bool ContainsKey(string key) => sent.ContainsKey(Sent(key));

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            sent.TryGetValue(Sent(key), out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
            sent.Select(cookie => KeyValuePair.Create(Known(cookie.Key), cookie.Value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class WrittenCookies(IResponseCookies cookies) : IResponseCookiesFeature, IResponseCookies
    {
        public IResponseCookies Cookies => this;

        public void Append(string key, string value) => cookies.Append(Sent(key), value);

        public void Append(string key, string value, CookieOptions options) =>
            cookies.Append(Sent(key), value, options);

        public void Append(ReadOnlySpan<KeyValuePair<string, string>> keyValuePairs, CookieOptions options)
        {
            foreach (var (key, value) in keyValuePairs)
            {
                Append(key, value, options);
            }
        }

        public void Delete(string key) => cookies.Delete(Sent(key));

        public void Delete(string key, CookieOptions options) => cookies.Delete(Sent(key), options);
    }
}
