#!/usr/bin/python3
# program: scikit-learn
# what: wheel: regression, clusters, a forest on generated data
# timeout: 1200
# needs: wheels
from sklearn.cluster import KMeans; from sklearn.datasets import make_blobs, load_iris; from sklearn.ensemble import RandomForestClassifier; from sklearn.linear_model import LinearRegression; from sklearn.model_selection import cross_val_score
print(LinearRegression().fit([[0], [1], [2]], [1, 3, 5]).coef_.round(6)); x, y = make_blobs(100, centers=3, random_state=0); print(sorted(KMeans(3, n_init=3, random_state=0).fit(x).labels_.tolist()).count(0)); x, y = load_iris(return_X_y=True); print(cross_val_score(RandomForestClassifier(10, random_state=0), x, y, cv=3).round(4))
