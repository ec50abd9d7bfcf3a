using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;

namespace LeadGen.Web.Capture;

/// <summary>What stands in a page instead of what differs from visit to visit, while it is rendered for keeping.</summary>
public sealed record LandingBlanks(string Key, string Page, string Referrer)
{
    public static LandingBlanks New(DateTimeOffset now)
    {
        // Nobody who writes an offer can know it, so nothing but the blanks is filled.
        var id = Guid.CreateVersion7(now).ToString("n");
        return new LandingBlanks($"key-{id}", $"page-{id}", $"referrer-{id}");
    }
}

/// <summary>What a page is rendered of: it stands until one of these is another.</summary>
/// <param name="Offer">As the variant that is shown, where a test runs.</param>
/// <param name="Calls">The calls to action on it.</param>
/// <param name="Plan">By which the script is on it, or is not.</param>
/// <param name="Texts">The version of the words about privacy.</param>
/// <param name="Waits">No seat or code is left.</param>
internal sealed record PageSource(
    Offer Offer,
    IReadOnlyList<StandingCall> Calls,
    TrackingPlan Plan,
    long Texts,
    bool Waits
)
{
    /// <summary>The calls to action that whoever opens the page sees.</summary>
    public static IReadOnlyList<Guid> Seen(Offer offer, IReadOnlyList<StandingCall> calls) =>
        [.. calls.Select(standing => standing.Call.Id).Concat(CallLinks.In(offer.Body)).Distinct()];
}

/// <summary>The bytes of a rendered page, cut where something is filled in for each visit.</summary>
internal sealed class SplicedPage
{
    private const string ContentType = "text/html; charset=utf-8";

    private readonly List<ReadOnlyMemory<byte>> _pieces = [];

    /// <summary>Which of the fillings follows each piece but the last.</summary>
    private readonly List<int> _fillings = [];

    private readonly PageSource _source;

    private SplicedPage(PageSource source)
    {
        _source = source;
        Seen = PageSource.Seen(source.Offer, source.Calls);
    }

    /// <summary>The calls to action that whoever opens the page sees.</summary>
    public IReadOnlyList<Guid> Seen { get; }

    public required KeyValuePair<string, string>[] Headers { get; init; }

    /// <summary>Null where a blank is missing or there twice: such a page is not kept.</summary>
    public static SplicedPage? Cut(byte[] page, LandingBlanks blanks, PageSource source, HttpResponse response)
    {
        string[] texts = [blanks.Key, blanks.Page, blanks.Referrer];
        var cuts = texts
            .Select((text, index) => (Blank: Encoding.UTF8.GetBytes(text), index))
            .Select(cut => (At: page.AsSpan().IndexOf(cut.Blank), cut.Blank, cut.index))
            .OrderBy(cut => cut.At)
            .ToList();
        if (cuts.Any(cut => cut.At < 0 || page.AsSpan(cut.At + cut.Blank.Length).IndexOf(cut.Blank) >= 0))
        {
            return null;
        }

        var kept = new SplicedPage(source)
        {
            Headers = [.. response.Headers.Where(IsKept).Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()))],
        };
        var from = 0;
        foreach (var (at, blank, index) in cuts)
        {
            kept._pieces.Add(page.AsMemory(from, at - from));
            kept._fillings.Add(index);
            from = at + blank.Length;
        }

        kept._pieces.Add(page.AsMemory(from));
        return kept;
    }

    /// <summary>Would it be rendered the same?</summary>
    public bool IsOf(PageSource source)
    {
        var (before, now) = (_source.Calls, source.Calls);
        var isSame =
            _source.Offer.Id == source.Offer.Id
            && _source.Offer.Version == source.Offer.Version
            && _source.Offer.VariantId == source.Offer.VariantId
            && ReferenceEquals(_source.Plan, source.Plan)
            && _source.Texts == source.Texts
            && _source.Waits == source.Waits
            && before.Count == now.Count;
        for (var i = 0; isSame && i < now.Count; i++)
        {
            isSame =
                before[i].Call.Id == now[i].Call.Id
                && before[i].Call.Version == now[i].Call.Version
                && before[i].Leads.Version == now[i].Leads.Version;
        }

        return isSame;
    }

    public async Task WriteAsync(HttpContext context, string key, Landing landing)
    {
        byte[][] fillings = [Bytes(key), Bytes(landing.Page), Bytes(landing.Referrer)];
        var response = context.Response;
        response.ContentType = ContentType;
        response.ContentLength =
            _pieces.Sum(piece => (long)piece.Length) + fillings.Sum(filling => (long)filling.Length);
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        for (var i = 0; i < _pieces.Count; i++)
        {
            response.BodyWriter.Write(_pieces[i].Span);
            if (i < _fillings.Count)
            {
                response.BodyWriter.Write(fillings[_fillings[i]]);
            }
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static byte[] Bytes(string? text) =>
        string.IsNullOrEmpty(text) ? [] : Encoding.UTF8.GetBytes(HtmlEncoder.Default.Encode(text));

    private static bool IsKept(KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> header) =>
        header.Key
            is not ("Content-Type" or "Content-Length" or "Date" or "Server" or "Set-Cookie" or "Transfer-Encoding");
}
