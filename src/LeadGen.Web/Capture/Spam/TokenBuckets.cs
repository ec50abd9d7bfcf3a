namespace LeadGen.Web.Capture.Spam;

/// <summary>
/// How often something may come: so many at once, then one more each time that long has passed. What has rested long enough is
/// forgotten, and never more keys are held than allowed.
/// </summary>
internal sealed class TokenBuckets<TKey>(int burst, TimeSpan oneMore, int keysMax)
    where TKey : notnull
{
    private readonly Lock _lock = new();

    /// <summary>Key to when its bucket is full again.</summary>
    private readonly Dictionary<TKey, DateTimeOffset> _full = [];

    public int Keys => _full.Count;

    /// <summary>Counts one. True where it is one too many.</summary>
    public bool IsOver(TKey key, DateTimeOffset now)
    {
        lock (_lock)
        {
            var full = _full.GetValueOrDefault(key);
            var next = (full > now ? full : now) + oneMore;
            if (next - now > burst * oneMore)
            {
                return true;
            }

            if (_full.Count >= keysMax && !_full.ContainsKey(key))
            {
                Forget(now);
            }

            _full[key] = next;
            return false;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, full) in _full)
        {
            if (full <= now)
            {
                _full.Remove(key);
            }
        }

        if (_full.Count >= keysMax)
        {
            // A flood from everywhere: that it comes shows by other signs.
            _full.Clear();
        }
    }
}
