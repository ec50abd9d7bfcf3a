using LeadGen.Domain.Capture;
using LeadGen.Web.Data;

namespace LeadGen.Web.Capture.Spam;

/// <summary>Which addresses sent which text in the last hours, as hashes; no more than allowed are held.</summary>
internal sealed class SameTexts(int textsMax)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(2);
    private const int SendersMax = SpamCheck.SameTextFlood + 1;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Seen> _texts = [];

    public int Texts => _texts.Count;

    /// <summary>Notes the text. From how many other addresses came at least half of it?</summary>
    public int Others(EmailAddress from, TextMarks text, DateTimeOffset now)
    {
        var sender = StableId.Of(from.Key);
        lock (_lock)
        {
            return text.OfHalf(mark => Note(mark, sender, now));
        }
    }

    private int Note(Guid text, Guid sender, DateTimeOffset now)
    {
        if (!_texts.TryGetValue(text, out var seen) || now - seen.At > Lasts)
        {
            if (_texts.Count >= textsMax)
            {
                Forget(now);
            }

            _texts[text] = seen = new Seen([]) { At = now };
        }

        seen.At = now;
        if (!seen.Senders.Contains(sender) && seen.Senders.Count < SendersMax)
        {
            seen.Senders.Add(sender);
        }

        return seen.Senders.Count - (seen.Senders.Contains(sender) ? 1 : 0);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (text, seen) in _texts)
        {
            if (now - seen.At > Lasts)
            {
                _texts.Remove(text);
            }
        }

        if (_texts.Count >= textsMax)
        {
            foreach (var (text, _) in _texts.OrderBy(one => one.Value.At).Take(textsMax / 2).ToList())
            {
                _texts.Remove(text);
            }
        }
    }

    private sealed record Seen(List<Guid> Senders)
    {
        public DateTimeOffset At { get; set; }
    }
}
