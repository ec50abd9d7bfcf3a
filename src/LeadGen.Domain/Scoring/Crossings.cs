namespace LeadGen.Domain.Scoring;

/// <summary>
/// When time alone makes a lead qualify, or no longer qualify: found from how points fade, not by looking again and again.
/// A criterion's points have one sign, so what is positive only falls and what is negative only rises; between two instants
/// each needs only be asked at its ends.
/// </summary>
public static class Crossings
{
    // Each turn goes on by at least one point; what takes more turns is looked at again at the instant that is given.
    private const int TurnsMax = 200;

    private const long Step = TimeSpan.TicksPerMicrosecond;

    /// <summary>The first instant after <paramref name="at"/>, to the microsecond, at which the lead qualifies if nothing happens until then.</summary>
    /// <returns>Null where it qualifies already, or never will by time alone.</returns>
    public static DateTimeOffset? Rises(Scoresheet sheet, int fit, DateTimeOffset at, DateTimeOffset? after = null)
    {
        if (Needed(sheet.Model, fit) is not { } needed || sheet.MostEngagement < needed)
        {
            return null;
        }
        return new Search(sheet, after).FirstAtLeast(needed, at.UtcTicks) is { } ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
    }

    /// <summary>The first instant after <paramref name="at"/>, to the microsecond, at which the lead no longer qualifies if nothing happens until then.</summary>
    /// <returns>Null where it does not qualify, or stays.</returns>
    public static DateTimeOffset? Falls(Scoresheet sheet, int fit, DateTimeOffset at, DateTimeOffset? after = null)
    {
        if (Needed(sheet.Model, fit) is not { } needed)
        {
            return null;
        }
        return new Search(sheet, after).FirstBelow(needed, at.UtcTicks) is { } ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
    }

    /// <summary>How much engagement would do, or null where none would.</summary>
    private static int? Needed(ScoringModel model, int fit)
    {
        var needed = Math.Max(model.MqlThreshold - fit, model.MinEngagement ?? int.MinValue);
        return fit < model.MinFit || needed > model.MaxEngagement ? null : needed;
    }

    private readonly ref struct Search(Scoresheet sheet, DateTimeOffset? after)
    {
        private readonly long _after = after?.UtcTicks ?? long.MinValue;

        public long? FirstAtLeast(int needed, long at)
        {
            var now = Sum(at);
            var end = End(at, rising: true);
            if (now >= needed || end <= at)
            {
                return null;
            }
            for (var turn = 0; turn < TurnsMax; turn++)
            {
                // What falls falls on, so what rises must make up for it.
                var rise = needed - now;
                if (FirstChange(at, end, rise, rising: true) is not { } next)
                {
                    return null;
                }
                (at, now) = (next, Sum(next));
                if (now >= needed)
                {
                    break;
                }
            }
            return at;
        }

        public long? FirstBelow(int needed, long at)
        {
            var now = Sum(at);
            var end = End(at, rising: false);
            if (now < needed || end <= at)
            {
                return null;
            }
            for (var turn = 0; turn < TurnsMax; turn++)
            {
                var fall = now - needed + 1;
                if (FirstChange(at, end, -fall, rising: false) is not { } next)
                {
                    return null;
                }
                (at, now) = (next, Sum(next));
                if (now < needed)
                {
                    break;
                }
            }
            return at;
        }

        /// <summary>The first microsecond at which those that rise, or those that fall, have changed by so much.</summary>
        private long? FirstChange(long from, long until, int change, bool rising)
        {
            var start = Part(from, rising);
            if (!Reached(Part(until, rising)))
            {
                return null;
            }
            var (low, high) = (from / Step, (until + Step - 1) / Step);
            while (high - low > 1)
            {
                var middle = low + (high - low) / 2;
                if (Reached(Part(middle * Step, rising)))
                {
                    high = middle;
                }
                else
                {
                    low = middle;
                }
            }
            return high * Step;

            bool Reached(int part) => rising ? part - start >= change : part - start <= change;
        }

        private int Sum(long at) => sheet.UnlimitedEngagement(at, _after);

        private int Part(long at, bool rising)
        {
            var sum = 0;
            foreach (var credits in sheet.Credits)
            {
                if (credits.Prepared.Fades && credits.Prepared.Criterion.Points < 0 == rising)
                {
                    sum += credits.PointsAt(at, _after);
                }
            }
            return sum;
        }

        private long End(long at, bool rising)
        {
            var end = at;
            foreach (var credits in sheet.Credits)
            {
                if (credits.Prepared.Fades && credits.Prepared.Criterion.Points < 0 == rising)
                {
                    end = Math.Max(end, credits.FadesUntil(at));
                }
            }
            return end;
        }
    }
}
